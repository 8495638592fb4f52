/** Bytes of their own memory: `Uint8Array<ArrayBuffer>` from TypeScript 5.7 on, `Uint8Array` before. */
export type Bytes = ReturnType<Uint8Array["slice"]>;
