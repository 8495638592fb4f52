/**
 * What compiles, and what does not, of the middleware. It is only ever compiled: by
 * `tsc -p tests/tsconfig.json`.
 */
import {
  type Bytes,
  publicKeyClientValidation,
  type PublicKeyClientValidationOptions,
  type SigningKey,
  tracing,
} from "../../../lib/middleware/mod.ts";

declare const key: CryptoKey;
declare const names: Omit<PublicKeyClientValidationOptions, "privateKey">;

// Every key of the platform is a signing key, and so is what other libraries have for one.
const signing: SigningKey = key;
publicKeyClientValidation({ ...names, privateKey: key });
publicKeyClientValidation({ ...names, privateKey: signing });
publicKeyClientValidation({ ...names, privateKey: "PEM" });
// @ts-expect-error a pair of keys is none
publicKeyClientValidation({ ...names, privateKey: { privateKey: key, publicKey: key } });

// What fills bytes may say of them as much or as little as it likes.
tracing({ random: (bytes) => crypto.getRandomValues(bytes) });
tracing({ random: (bytes: Uint8Array) => bytes.fill(1) });
tracing({ random: (bytes: Bytes) => bytes.fill(1) });
// @ts-expect-error a text is not filled
tracing({ random: (bytes: string) => bytes });
