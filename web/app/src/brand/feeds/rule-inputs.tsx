import { MultiSelect, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { wants as intents } from '@/brand/moments/day/texts';
import { kinds } from '@/brand/moments/texts';
import { Section } from '@/shell/parts';
import { CHOICES_MAX, type Choices, withChosen } from './choices';
import { type Draft, IDS_MAX, INTENTS, KINDS, ORDERS, WORDS_MAX } from './draft';
import classes from './feeds.module.css';
import type { FeedOrder } from './query.gen';
import { feeds, orderHints, orders, building as texts } from './texts';
import { languageName, type Names } from './words';

const STARS = [1, 2, 3, 4, 5];
/** Offered before one is typed. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'da', 'ja', 'ko', 'zh'];

const options = <Word extends string>(words: readonly Word[], names: Record<Word, string>) =>
  words.map((value) => ({ value, label: names[value] }));

type Props = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  choices: Choices;
  names: Names;
  may: boolean;
};

/** Which moments are in a feed, and in which order. */
export function RuleInputs({ draft, change, choices, names, may }: Props) {
  const star = (label: string, value: number, set: (stars: number) => void) => (
    <Select
      label={label}
      readOnly={!may}
      data={[{ value: '0', label: texts.anyStars }, ...STARS.map((of) => ({ value: String(of), label: String(of) }))]}
      value={String(value)}
      onChange={(next) => set(Number(next ?? 0))}
    />
  );
  const wrong = draft.least > 0 && draft.most > 0 && draft.least > draft.most;
  return (
    <Section title={texts.rule} lead={draft.curated ? texts.curatedLead : texts.ruleLead}>
      <div className={classes.inputs}>
        <TextInput
          label={feeds.name}
          value={draft.name}
          readOnly={!may}
          error={draft.name.trim() ? null : feeds.nameWrong}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <SegmentedControl
          fullWidth
          aria-label={texts.by}
          disabled={!may}
          value={draft.curated ? 'curated' : 'rule'}
          onChange={(value) => change({ curated: value === 'curated' })}
          data={Object.entries(texts.bys).map(([value, label]) => ({ value, label }))}
        />
        {!draft.curated && (
          <>
            <Select
              label={texts.order}
              description={orderHints[draft.order]}
              readOnly={!may}
              data={options(ORDERS, orders)}
              value={draft.order}
              onChange={(value) => value && change({ order: value as FeedOrder })}
            />
            <MultiSelect
              label={texts.products}
              searchable
              clearable
              readOnly={!may}
              maxValues={IDS_MAX}
              placeholder={draft.productIds.length ? '' : texts.all}
              data={withChosen(choices.products, draft.productIds, names)}
              value={draft.productIds}
              onChange={(productIds) => change({ productIds })}
              limit={100}
            />
            <MultiSelect
              label={texts.creators}
              searchable
              clearable
              readOnly={!may}
              maxValues={IDS_MAX}
              placeholder={draft.creatorIds.length ? '' : texts.all}
              data={withChosen(choices.creators, draft.creatorIds, names)}
              value={draft.creatorIds}
              onChange={(creatorIds) => change({ creatorIds })}
              limit={100}
            />
            {choices.more && <p className={classes.hint}>{texts.some(CHOICES_MAX)}</p>}
            <MultiSelect
              label={texts.kinds}
              readOnly={!may}
              placeholder={draft.kinds.length ? '' : texts.all}
              data={options(KINDS, kinds)}
              value={draft.kinds}
              onChange={(value) => change({ kinds: value as Draft['kinds'] })}
            />
            <MultiSelect
              label={texts.intents}
              readOnly={!may}
              placeholder={draft.intents.length ? '' : texts.all}
              data={options(INTENTS, intents)}
              value={draft.intents}
              onChange={(value) => change({ intents: value as Draft['intents'] })}
            />
            <TagsInput
              label={texts.hashtags}
              description={texts.hashtagsHint}
              readOnly={!may}
              maxTags={WORDS_MAX}
              placeholder={draft.hashtags.length ? '' : texts.typed}
              value={draft.hashtags}
              onChange={(hashtags) => change({ hashtags })}
              splitChars={[',', ' ']}
            />
            <TagsInput
              label={texts.languages}
              description={texts.languagesHint}
              readOnly={!may}
              maxTags={WORDS_MAX}
              data={LANGUAGES}
              renderOption={({ option }) => `${languageName(option.value)} (${option.value})`}
              placeholder={draft.languages.length ? '' : texts.typed}
              value={draft.languages}
              onChange={(languages) => change({ languages })}
              splitChars={[',', ' ']}
            />
            <fieldset className={classes.stars}>
              <legend>{texts.stars}</legend>
              {star(texts.least, draft.least, (least) => change({ least }))}
              {star(texts.most, draft.most, (most) => change({ most }))}
              {wrong && <p role="alert">{texts.starsWrong}</p>}
            </fieldset>
          </>
        )}
      </div>
    </Section>
  );
}
