/** `pt_br` and `PT-BR` are `pt-BR`; what is no language tag is undefined. */
export function languageTag(text: string): string | undefined {
  const candidate = text.trim().replaceAll('_', '-');
  // By its form "Deutsch" is a tag too, as five to eight letters are. No language has more than three.
  if (!/^[a-z]{2,3}(-|$)/i.test(candidate)) return undefined;
  try {
    return Intl.getCanonicalLocales(candidate)[0];
  } catch {
    return undefined;
  }
}
