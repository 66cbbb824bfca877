import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { CopyLink } from '@/shell/copy-link';
import { parts, Section } from '@/shell/parts';
import { State } from '@/shell/state';
import { useMay } from '@/shell/viewer';
import type { Enrollment } from './detail';
import { LinkCreateDocument, type LinkCreateMutation } from './query.gen';
import { LinkSwitch } from './switch';
import { affiliates as texts } from './texts';

const count = new Intl.NumberFormat('en-GB');
const payload = (data: LinkCreateMutation) => data.linkCreate;

/** Their links, with the clicks that count. */
export function Links({ enrollment, again }: { enrollment: Enrollment; again: () => void }) {
  const writes = useMay('LINK_WRITE');
  const [making, { open, close }] = useDisclosure(false);
  const may = enrollment.state === 'ACTIVE' && writes;
  return (
    <Section
      title={texts.links}
      lead={texts.linksLead}
      aside={
        may && (
          <Button variant="subtle" size="compact-sm" onClick={open}>
            {texts.newLink}
          </Button>
        )
      }
    >
      {enrollment.links.nodes.length === 0 ? (
        <p className={parts.soft}>{texts.linksNone}</p>
      ) : (
        <ul className={parts.rows}>
          {enrollment.links.nodes.map((link) => (
            <li key={link.id}>
              <span>
                <CopyLink value={link.url} shown={link.slug} />
                <small>{link.destination}</small>
              </span>
              {link.state === 'DISABLED' && <State tone="quiet">{texts.disabled}</State>}
              <b className="figure">{link.clicks && clicks(link.clicks)}</b>
              {writes && <LinkSwitch id={link.id} on={link.state === 'ACTIVE'} />}
            </li>
          ))}
        </ul>
      )}
      {making && (
        <NewLink
          enrollment={enrollment}
          close={close}
          done={() => {
            close();
            again();
          }}
        />
      )}
    </Section>
  );
}

function clicks({ valid, duplicate, bot }: { valid: string; duplicate: string; bot: string }): string {
  return texts.clicks(count.format(BigInt(valid)), count.format(BigInt(valid) + BigInt(duplicate) + BigInt(bot)));
}

function NewLink({ enrollment, close, done }: { enrollment: Enrollment; close: () => void; done: () => void }) {
  const send = useSend(LinkCreateDocument, payload);
  const form = useForm({
    initial: { destination: '', slug: '' },
    check: ({ destination }) => ({ destination: URL.canParse(destination.trim()) ? null : texts.destinationWrong }),
    send: async ({ destination, slug }) => {
      const input = { enrollmentId: enrollment.id, destination: destination.trim(), slug: slug.trim() || null };
      const answer = await send({ input });
      if (answer.userErrors.length === 0) say(texts.linkMade);
      return answer.userErrors;
    },
    done,
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.newLink}</strong>}>
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            {...form.field('destination')}
            type="url"
            label={texts.destination}
            description={texts.destinationHint}
            placeholder="https://"
            data-autofocus
            autoComplete="off"
          />
          <TextInput {...form.field('slug')} label={texts.slug} description={texts.slugHint} autoComplete="off" />
          <Group justify="flex-end">
            <Submit>{texts.newLink}</Submit>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
