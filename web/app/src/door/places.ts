const LOCALE = 'en-GB';

/** ISO 3166-1 alpha-2. */
const COUNTRY_CODES =
  'AD AE AG AL AM AR AT AU AZ BA BB BD BE BG BH BN BO BR BS BT BW BY BZ CA CH CI CL CM CO CR CY CZ DE DK DM DO DZ EC EE EG ES ET FI FJ FR GA GB GD GE GH GI GR GT GY HK HN HR HU ID IE IL IN IS IT JM JO JP KE KH KR KW KZ LA LB LC LI LK LT LU LV MA MC MD ME MG MK MN MO MT MU MV MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PH PK PL PT PY QA RO RS RW SA SE SG SI SK SM SN SR SV TH TN TR TT TW TZ UA UG US UY UZ VN ZA ZM'.split(
    ' ',
  );

const countries = new Intl.DisplayNames(LOCALE, { type: 'region' });
const currencies = new Intl.DisplayNames(LOCALE, { type: 'currency' });

/** For a field: countries by name. */
export const COUNTRIES = COUNTRY_CODES.map((value) => ({ value, label: countries.of(value) ?? value })).sort((a, b) =>
  a.label.localeCompare(b.label, LOCALE),
);

/** For a field: currencies, by code. */
export const CURRENCIES = Intl.supportedValuesOf('currency')
  .filter((value) => !/^X|^(BOV|CHE|CHW|CLF|COU|MXV|USN|UYI)$/.test(value))
  .map((value) => ({ value, label: `${value} · ${currencies.of(value) ?? value}` }));
