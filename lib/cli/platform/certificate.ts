import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What a server shows, and by what its clients know it; all as PEM. */
export interface ServerCertificate {
  /** Of the authority: what clients have to trust. */
  readonly ca: string;
  /** Of the server, signed by the authority. */
  readonly cert: string;
  /** The server's private key. */
  readonly key: string;
}

const day = 86_400_000;
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const commonName = "2.5.4.3";

/**
 * Makes an authority and one certificate of its. The authority is good for the names under one domain
 * alone, and its key is forgotten at once, so that whoever trusts it trusts nothing but this server.
 *
 * @param domain the domain, such as `twilio.com`
 * @param names the server's names, such as `*.twilio.com`
 * @param days how long both are good
 */
export function makeServerCertificate(
  domain: string,
  names: readonly string[],
  days: number,
): ServerCertificate {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = nameOf(`Senderpool sandbox, for ${domain} on this machine`);
  const signed = (subject: Name, publicKey: KeyObject, extensions: Extension[]) =>
    pem(certificate(issuer, authority, subject, publicKey, extensions, days));
  const permitted = new GeneralSubtrees([
    new GeneralSubtree({ base: new GeneralName({ dNSName: domain }) }),
  ]);
  return {
    ca: signed(issuer, authority.publicKey, [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign)),
      extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: permitted })),
    ]),
    cert: signed(nameOf(names[0] ?? domain), server.publicKey, [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth]), false),
      extension(
        id_ce_subjectAltName,
        new SubjectAlternativeName(names.map((name) => new GeneralName({ dNSName: name }))),
        false,
      ),
    ]),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** A certificate in DER. */
function certificate(
  issuer: Name,
  authority: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  subject: Name,
  publicKey: KeyObject,
  extensions: readonly Extension[],
  days: number,
): ArrayBuffer {
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const serialNumber = randomBytes(16);
  serialNumber[0] = serialNumber[0]! & 0x7f | 0x40; // a positive number, of the same length always
  const signedPart = new TBSCertificate({
    version: Version.v3,
    serialNumber: bytes(serialNumber),
    signature: algorithm,
    issuer,
    // An hour of the past, as clocks differ.
    validity: new Validity({
      notBefore: new Date(Date.now() - day / 24),
      notAfter: new Date(Date.now() + days * day),
    }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(publicKey)), false),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({
          keyIdentifier: new KeyIdentifier(keyId(authority.publicKey)),
        }),
        false,
      ),
    ]),
  });
  const signature = sign(
    "sha256",
    Buffer.from(AsnConvert.serialize(signedPart)),
    authority.privateKey,
  );
  return AsnConvert.serialize(
    new Certificate({
      tbsCertificate: signedPart,
      signatureAlgorithm: algorithm,
      signatureValue: bytes(signature),
    }),
  );
}

function nameOf(text: string): Name {
  const value = new AttributeValue({ utf8String: text });
  const attribute = new AttributeTypeAndValue({ type: commonName, value });
  return new Name([new RelativeDistinguishedName([attribute])]);
}

function extension(extnID: string, value: unknown, critical = true): Extension {
  const extnValue = new OctetString(AsnConvert.serialize(value));
  return new Extension({ extnID, critical, extnValue });
}

function spki(key: KeyObject): ArrayBuffer {
  return bytes(key.export({ type: "spki", format: "der" }));
}

/** By what a certificate names a key: any hash will do. */
function keyId(key: KeyObject): ArrayBuffer {
  return bytes(createHash("sha256").update(Buffer.from(spki(key))).digest().subarray(0, 20));
}

function bytes(buffer: Uint8Array): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function pem(der: ArrayBuffer): string {
  const lines = Buffer.from(der).toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
