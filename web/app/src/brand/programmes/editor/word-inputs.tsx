import { Pill, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { codeOf, countries, nameOf } from '@/terms/countries';
import classes from './editor.module.css';
import { type KnownWords, unseen } from './known';
import type { RuleProps } from './rule-inputs';
import { editor as texts } from './texts';

/** So many suggestions are shown at a time. */
const SHOWN = 50;

type Props = RuleProps & { name: 'categories' | 'skus' | 'codes'; known: KnownWords };

/** Words of products or codes. Any word may be given; one that no product has is marked. */
export function WordsInput({ draft, refusal, change, name, known }: Props) {
  const strange = (word: string) => name !== 'codes' && unseen(known, name, word);
  return (
    <TagsInput
      name={`rules.${draft.key}.${name}`}
      label={texts[name]}
      data={known[name]}
      limit={SHOWN}
      value={draft[name]}
      error={refusal(name)}
      onChange={(words) => change({ ...draft, [name]: words })}
      renderOption={({ option: { value } }) => (
        <span className={classes.option}>
          {value}
          {name === 'skus' && <small>{known.titles.get(String(value))}</small>}
        </span>
      )}
      renderPill={({ value = '', onRemove, disabled }) => (
        <Pill
          withRemoveButton={!disabled}
          onRemove={onRemove}
          removeButtonProps={{ 'aria-label': texts.removeWord(value) }}
          className={classes.pill}
        >
          {value}
          {strange(value) && <small>{texts.unseen}</small>}
        </Pill>
      )}
    />
  );
}

/** Countries, chosen by name and kept by their two letters. A word that is none is not taken. */
export function CountriesInput({ draft, refusal, change }: RuleProps) {
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (names: string[]) => {
    const read = names.map((name) => draft.countries.find((code) => nameOf(code) === name) ?? codeOf(name));
    const none = names.filter((_, at) => read[at] === null);
    setWrong(none[0] ?? null);
    change({ ...draft, countries: [...new Set(read.filter((code) => code !== null))] });
  };
  return (
    <TagsInput
      name={`rules.${draft.key}.countries`}
      label={texts.countries}
      data={[...countries().values()]}
      limit={SHOWN}
      value={draft.countries.map(nameOf)}
      error={wrong === null ? refusal('countries') : texts.noCountry(wrong)}
      onChange={take}
      renderPill={({ value = '', onRemove, disabled }) => (
        <Pill
          withRemoveButton={!disabled}
          onRemove={onRemove}
          removeButtonProps={{ 'aria-label': texts.removeWord(value) }}
        >
          {value}
        </Pill>
      )}
    />
  );
}
