/** A message whose words depend on a count, by the plural rules of its language. */
export type Plural = { readonly [category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string } & { readonly other: string };

/** A message as it is written: `{name}` stands for a parameter. */
export type Message = string | Plural;

/** The messages of one part of the app. */
export type Area = { readonly [name: string]: Message };

/** The same messages in another language: a plural may have other categories there. */
export type Translated<Areas> = { readonly [A in keyof Areas]: TranslatedArea<Areas[A]> };

/** What a translation of one area has to have. */
export type TranslatedArea<A> = { readonly [K in keyof A]: A[K] extends string ? string : Plural };

/** How a message is asked for: "area.name". */
export type KeyOf<Areas> = { [A in keyof Areas & string]: `${A}.${keyof Areas[A] & string}` }[keyof Areas & string];

/** What stands for `{name}`; a plural is chosen by `count`. */
export type Parameters = { readonly [name: string]: string | number };

/** Puts parameters into a message. Numbers are written as the language writes them. */
export function format(message: Message, parameters: Parameters, locale: string): string {
  const pattern = typeof message === 'string' ? message : choose(message, parameters['count'], locale);
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : (value ?? whole);
  });
}

function choose(plural: Plural, count: string | number | undefined, locale: string): string {
  const category = new Intl.PluralRules(locale).select(Number(count ?? 0));
  return plural[category] ?? plural.other;
}
