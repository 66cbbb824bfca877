import { Select, Textarea, TextInput } from '@mantine/core';
import type { RightsChannel } from './query.gen';
import { CHANNELS, fingerprint } from './rights';
import classes from './rights.module.css';
import { channels, evidence as texts } from './texts';

/** What a form holds of a message. */
export type EvidenceValues = { channel: string; messageId: string; text: string };

export const NO_EVIDENCE: EvidenceValues = { channel: 'DIRECT_MESSAGE', messageId: '', text: '' };

/** What is missing of it. */
export const evidenceWrong = ({ messageId, text }: EvidenceValues) => ({
  messageId: messageId.trim() ? null : texts.messageWrong,
  text: text.trim() ? null : texts.textWrong,
});

/** As the graph takes it: the text itself stays here. */
export const evidenceInput = async ({ channel, messageId, text }: EvidenceValues) => ({
  channel: channel as RightsChannel,
  messageId: messageId.trim(),
  textHash: await fingerprint(text),
});

/** Names of the graph's fields beside those of the form. */
export const placed = <Refusal extends { field?: string[] | null }>(refusals: Refusal[]): Refusal[] =>
  refusals.map((one) => ({
    ...one,
    field: one.field?.map((part) => (part === 'textHash' ? 'text' : part === 'evidence' ? 'messageId' : part)) ?? null,
  }));

type Props = {
  field: (name: 'channel' | 'messageId' | 'text') => {
    name: string;
    value: string;
    error: string | undefined;
    disabled: boolean;
    onChange: (given: string | null | { currentTarget: { value: string } }) => void;
  };
};

/** Which message shows that something was said. */
export function EvidenceInputs({ field }: Props) {
  return (
    <fieldset className={classes.evidence}>
      <legend>{texts.title}</legend>
      <div className={classes.two}>
        <Select
          {...field('channel')}
          label={texts.channel}
          data={CHANNELS.map((value) => ({ value, label: channels[value] }))}
        />
        <TextInput
          {...field('messageId')}
          label={texts.message}
          description={texts.messageHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          maxLength={200}
        />
      </div>
      <Textarea {...field('text')} label={texts.text} description={texts.textHint} autosize minRows={2} maxRows={8} />
    </fieldset>
  );
}
