import { Select } from '@mantine/core';
import { useAct } from '@/form/act';
import { parts, Section } from '@/shell/parts';
import { day } from '@/time/time';
import { wants } from './day/texts';
import type { Moment } from './detail';
import { type Intent, MomentIntentSetDocument } from './query.gen';
import { intent as texts } from './texts';

const INTENTS: readonly Intent[] = ['KNOW', 'GO', 'DO', 'BUY', 'NONE'];
/** What was read counts. */
const AS_READ = '';

/** What a moment's author wants, how that is known, and saying otherwise. */
export function Wants({ moment, may }: { moment: Moment; may: boolean }) {
  const [set] = useAct(MomentIntentSetDocument, (data) => data.momentIntentSet);
  const { intent, intentReading: read } = moment;
  const said = Boolean(read?.setBy);
  const change = (value: string | null) =>
    set(() => ({ input: { momentId: moment.id, intent: value ? (value as Intent) : null } }), texts.set);
  return (
    <Section title={texts.title} lead={may ? texts.lead : undefined}>
      {may && moment.visibility !== 'ERASED' ? (
        <Select
          aria-label={texts.wants}
          data={[
            ...(read ? [{ value: AS_READ, label: texts.asRead(wants[read.read]) }] : []),
            ...INTENTS.map((value) => ({ value, label: wants[value] })),
          ]}
          value={said || !read ? (intent ?? null) : AS_READ}
          onChange={change}
        />
      ) : (
        <strong>{intent ? wants[intent] : texts.unread}</strong>
      )}
      {read && (
        <p className={parts.soft} style={{ marginTop: '0.5rem' }}>
          {[read.abstained ? texts.abstained : texts.sure(read.confidence), texts.by(read.version)].join(', ')}
          {quotes(moment).length > 0 && ` · ${texts.because} ${quotes(moment).join(', ')}`}
          {read.setBy && read.setAt && (
            <>
              <br />
              {texts.said(read.setBy.name ?? texts.somebody, day(read.setAt))}
            </>
          )}
        </p>
      )}
    </Section>
  );
}

const QUOTES_MAX = 4;

/** The words it was read from. */
function quotes({ title, body, intentReading }: Moment): string[] {
  const texts = { TITLE: title ?? '', BODY: body } as Record<string, string>;
  const found = (intentReading?.evidence ?? []).map(({ field, start, end }) => texts[field]?.slice(start, end).trim());
  return [...new Set(found)].flatMap((text) => (text ? `“${text}”` : [])).slice(0, QUOTES_MAX);
}
