/** The languages in which Kadenz speaks. */
export const languages = ['en', 'de'] as const;

/** A name of {@link languages}. */
export type Language = (typeof languages)[number];

/** The language that a tag such as `de_DE.UTF-8` or `en-GB` asks for; English where it is none of ours. */
export function languageOf(tag: string | undefined): Language {
  const asked = tag?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === asked) ?? 'en';
}

/** A translation of a catalogue area: the same keys, texts for texts, functions of the same parameters. */
export type Translation<Area> = {
  readonly [Key in keyof Area]: Area[Key] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Widened<Result>
    : Area[Key] extends string
      ? string
      : Translation<Area[Key]>;
};

type Widened<Value> = Value extends string ? string : Value;
