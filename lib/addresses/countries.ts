/**
 * Calling codes and the countries that share them; where a longer prefix tells them apart, it has an
 * entry of its own. What no country has (+800, +870, +881 and the like) and what nobody has is not
 * here. `AC` and `TA` are parts of `SH`, and `XK` is the code in use for Kosovo.
 */
const codes = `
1US 7RU 76KZ 77KZ
20EG 211SS 212MAEH 213DZ 216TN 218LY 220GM 221SN 222MR 223ML 224GN 225CI 226BF 227NE 228TG 229BJ
230MU 231LR 232SL 233GH 234NG 235TD 236CF 237CM 238CV 239ST 240GQ 241GA 242CG 243CD 244AO 245GW
246IO 247SHAC 248SC 249SD 250RW 251ET 252SO 253DJ 254KE 255TZ 256UG 257BI 258MZ 260ZM 261MG
262REYTTF 263ZW 264NA 265MW 266LS 267BW 268SZ 269KM 27ZA 290SH 2908SHTA 291ER 297AW 298FO 299GL
30GR 31NL 32BE 33FR 34ES 350GI 351PT 352LU 353IE 354IS 355AL 356MT 357CY 358FIAX 35818AX 359BG 36HU
370LT 371LV 372EE 373MD 374AM 375BY 376AD 377MC 378SM 379VA 380UA 381RS 382ME 383XK 385HR 386SI
387BA 389MK 39ITVA 3906698VA
40RO 41CH 420CZ 421SK 423LI 43AT 44GBGGIMJE 441GB 442GB 443GB 441481GG 441534JE 441624IM 45DK 46SE
47NOSJ 4779SJ 48PL 49DE
500FKGS 501BZ 502GT 503SV 504HN 505NI 506CR 507PA 508PM 509HT 51PE 52MX 53CU 54AR 55BR 56CL 57CO
58VE 590GPBLMF 591BO 592GY 593EC 594GF 595PY 596MQ 597SR 598UY 599BQ 5999CW
60MY 61AUCCCX 612AU 613AU 617AU 6189162CC 6189164CX 62ID 63PH 64NZPN 65SG 66TH 670TL 672NF 6721AQ
673BN 674NR 675PG 676TO 677SB 678VU 679FJ 680PW 681WF 682CK 683NU 685WS 686KI 687NC 688TV 689PF
690TK 691FM 692MH
81JP 82KR 84VN 850KP 852HK 853MO 855KH 856LA 86CN 880BD 886TW
90TR 91IN 92PK 93AF 94LK 95MM 960MV 961LB 962JO 963SY 964IQ 965KW 966SA 967YE 968OM 970PS 971AE
972IL 973BH 974QA 975BT 976MN 977NP 98IR 992TJ 993TM 994AZ 995GE 996KG 998UZ`;

/** The area codes of +1 that are not of the United States; toll-free ones are of no one country. */
const areas = `
CA204226236249250257263273289306343354365367368382403416418428431437438450468474506514519548579581
584587600604613622633639647672683705709742753778780782807819825867873879902905942
AG268 AI264 AS684 BB246 BM441 BS242 DM767 DO809829849 GD473 GU671 JM658876 KN869 KY345 LC758 MP670
MS664 PR787939 SX721 TC649 TT868 VC784 VG284 VI340 USCA800833844855866877888`;

const table: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ read();

function read(): Map<string, readonly string[]> {
  const table = new Map<string, readonly string[]>();
  for (const [, code = "", countries = ""] of codes.matchAll(/(\d+)([A-Z]+)/g)) {
    table.set(code, countries.match(/../g) ?? []);
  }
  for (const [, countries = "", codes = ""] of areas.matchAll(/([A-Z]+)([\d\s]+)/g)) {
    for (const [area] of codes.matchAll(/\d{3}/g)) {
      table.set(`1${area}`, countries.match(/../g) ?? []);
    }
  }
  return table;
}

/**
 * The countries that a phone number may belong to, as ISO 3166-1 alpha-2: one where its first digits
 * tell, the larger first where they do not. None where the number is of no country, of none that is
 * known, or no number.
 *
 * @param e164 a phone number in E.164
 * @see https://www.itu.int/pub/T-SP-E.164D assigned calling codes
 * @see https://www.nanpa.com area codes of +1
 *
 * @example
 * ```ts
 * import { countriesOf } from "./countries.ts";
 *
 * console.log(countriesOf("+14165550100"), countriesOf("+12125550100")); // ["CA"] ["US"]
 * ```
 */
export function countriesOf(e164: string): readonly string[] {
  for (let end = e164[0] === "+" ? 8 : 0; end > 1; end--) {
    const countries = table.get(e164.slice(1, end));
    if (countries) return countries;
  }
  return [];
}
