import { describe, expect, test } from "vitest";
import { countriesOf } from "../../../lib/addresses/countries.ts";

describe("a number is of", () => {
  test.each<[e164: string, ...countries: string[]]>([
    ["+12125550100", "US"],
    ["+14165550100", "CA"],
    ["+16725550100", "CA"],
    ["+16005550100", "CA"],
    ["+12425550100", "BS"],
    ["+18765550100", "JM"],
    ["+16585550100", "JM"],
    ["+17875550100", "PR"],
    ["+18295550100", "DO"],
    ["+16715550100", "GU"],
    ["+18005550100", "US", "CA"],
    ["+18885550100", "US", "CA"],
    ["+79161234567", "RU"],
    ["+77011234567", "KZ"],
    ["+76001234567", "KZ"],
    ["+442071838750", "GB"],
    ["+447700900123", "GB", "GG", "IM", "JE"],
    ["+441481123456", "GG"],
    ["+441534123456", "JE"],
    ["+441624123456", "IM"],
    ["+390612345678", "IT", "VA"],
    ["+390669812345", "VA"],
    ["+358401234567", "FI", "AX"],
    ["+3581812345", "AX"],
    ["+4791234567", "NO", "SJ"],
    ["+4779123456", "SJ"],
    ["+61212345678", "AU"],
    ["+61412345678", "AU", "CC", "CX"],
    ["+61891621234", "CC"],
    ["+61891641234", "CX"],
    ["+59994611234", "CW"],
    ["+5997151234", "BQ"],
    ["+590690123456", "GP", "BL", "MF"],
    ["+212650123456", "MA", "EH"],
    ["+262692123456", "RE", "YT", "TF"],
    ["+2908123", "SH", "TA"],
    ["+29022158", "SH"],
    ["+24740123", "SH", "AC"],
    ["+37912345678", "VA"],
    ["+38343201234", "XK"],
    ["+970599123456", "PS"],
    ["+5521987654321", "BR"],
    ["+6834002", "NU"],
    // Of no country: shared cost, satellites, networks.
    ["+80012345678"],
    ["+80812345678"],
    ["+870773111632"],
    ["+878101234567"],
    ["+881612345678"],
    ["+882161234567"],
    ["+883510012345"],
    ["+979123456789"],
    // Of none that there is.
    ["+210123456789"],
    ["+999123456789"],
    ["+0123456789"],
    // No number.
    ["12125550100"],
    ["whatsapp:+12125550100"],
    ["+"],
    [""],
    ["++1212"],
    ["+CA416"],
    ["+constructor"],
  ])("%s", (e164, ...countries) => {
    expect([...countriesOf(e164)]).toEqual(countries);
  });
});

test("every country that has numbers is found by them, and nothing else is", () => {
  const found = new Set<string>();
  for (let start = 1; start < 10_000; start++) {
    countriesOf(`+${start}0000000`).forEach((country) => found.add(country));
  }
  // ISO 3166-1, without what has no numbers of its own (BV, HM, UM), and with three codes in use.
  const countries =
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ " +
    "BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ " +
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW " +
    "GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ " +
    "LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW " +
    "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA " +
    "RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG " +
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
  expect([...found].sort()).toEqual(countries.split(" "));
  expect(found.size).toBe(249 - 3 + 3);
});
