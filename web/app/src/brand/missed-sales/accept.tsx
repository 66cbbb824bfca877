import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { Link } from 'react-router';
import { say, warn } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { isZero, type Money, money, sum } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { moment } from '@/time/time';
import { readConversionId } from './conversion-id';
import type { Missed } from './detail';
import { MissedSaleAcceptDocument, type MissedSaleAcceptMutation } from './query.gen';
import { missing as texts } from './texts';

const payload = (data: MissedSaleAcceptMutation) => data.missedSaleAccept;

/** In the place of a candidate's id: the sale that one names oneself. */
const OTHER = 'other';

/** Says which sale it is. */
export function Accept({ missed, again }: { missed: Missed; again: () => void }) {
  const tenant = useTenant();
  const { candidates, enrollment } = missed;
  const send = useSend(MissedSaleAcceptDocument, payload);
  const form = useForm({
    initial: {
      conversionId: candidates.length ? (candidates.find((one) => paid(one, missed))?.id ?? '') : OTHER,
      other: '',
    },
    check: ({ conversionId, other }) => ({
      conversionId: conversionId ? null : texts.choose,
      other: conversionId === OTHER && !readConversionId(other) ? texts.otherWrong : null,
    }),
    send: async ({ conversionId, other }) => {
      const chosen = conversionId === OTHER ? readConversionId(other) : conversionId;
      const answer = await send({ input: { missedSaleId: missed.id, conversionId: chosen ?? '' } });
      if (answer.userErrors.some(({ code }) => code === 'WRONG_STATE')) {
        warn(texts.overtaken);
        again();
        return [];
      }
      if (answer.userErrors.length === 0) say(texts.accepted(enrollment.name));
      // Whatever is wrong with the sale is said beside the sale.
      const field = [conversionId === OTHER ? 'other' : 'conversionId'];
      return answer.userErrors.map((refusal) =>
        refusal.field?.includes('conversionId') || /^NOT_/.test(refusal.code) ? { ...refusal, field } : refusal,
      );
    },
  });
  const words = (pays: Money | null) =>
    pays ? texts.pays(enrollment.name, money(pays)) : texts.paysNothing(enrollment.name);
  return (
    <Section
      title={texts.decide}
      lead={texts.decideLead}
      aside={
        <Link to={{ pathname: `/t/${tenant.id}/conversions`, search: searchFor(missed) }}>{texts.toConversions}</Link>
      }
    >
      <Form form={form}>
        {candidates.length === 0 && <p className={parts.lead}>{texts.candidatesNone}</p>}
        <Radio.Group {...form.field('conversionId')} aria-label={texts.candidates}>
          <Stack gap="sm">
            {candidates.map((one) => (
              <Radio
                key={one.id}
                value={one.id}
                label={
                  <>
                    <b>{one.externalId}</b> <span className="figure">{money(one.amount)}</span>
                  </>
                }
                description={`${moment(one.occurredAt)} · ${words(paid(one, missed))}`}
              />
            ))}
            <Radio value={OTHER} label={texts.other} />
          </Stack>
        </Radio.Group>
        {form.values.conversionId === OTHER && (
          <TextInput
            {...form.field('other')}
            mt="sm"
            label={texts.otherLabel}
            description={texts.otherHint}
            autoComplete="off"
          />
        )}
        <Group justify="flex-end" mt="md">
          <Submit>{texts.accept}</Submit>
        </Group>
      </Form>
    </Section>
  );
}

/** What of the conversions is looked at first. */
const searchFor = ({ orderReference }: Missed) =>
  orderReference ? new URLSearchParams({ q: orderReference }).toString() : '';

/** What the sale pays whoever misses it; null for nothing. */
function paid({ attribution }: Missed['candidates'][number], { enrollment }: Missed): Money | null {
  const theirs = (attribution?.credits ?? []).filter(({ payee }) => payee.id === enrollment.payee?.id);
  const [first] = theirs;
  const total =
    first &&
    sum(
      theirs.map(({ amount }) => amount),
      first.amount.currency,
    );
  return total && !isZero(total) ? total : null;
}
