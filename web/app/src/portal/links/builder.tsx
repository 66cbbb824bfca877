import { Button, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { save } from '@/session/download';
import { CopyLink } from '@/shell/copy-link';
import { parts, Section } from '@/shell/parts';
import { Icon } from '@/theme/icon';
import { useEnrollments } from '../enrollments';
import { PortalLinkCreateDocument, type PortalLinkCreateMutation } from './query.gen';
import { links as texts } from './texts';

const QrCode = lazy(() => import('@/shell/qr-code'));
const payload = (data: PortalLinkCreateMutation) => data.linkCreate;

/** Makes a link out of a shop's page. */
export function Builder({ made }: { made: () => void }) {
  const { all, label, hosts } = useEnrollments();
  const active = all?.filter(({ state }) => state === 'ACTIVE') ?? [];
  const places = active.map((one) => ({ value: one.id, label: label(one), hosts: hosts(one) }));
  return (
    <Section title={texts.builder}>
      {!all ? (
        <Skeleton height={293} mt="sm" />
      ) : places.length === 0 ? (
        <p className={parts.soft}>{texts.nowhere}</p>
      ) : (
        <Inputs places={places} made={made} />
      )}
    </Section>
  );
}

type Place = { value: string; label: string; hosts: string[] };

function Inputs({ places, made }: { places: Place[]; made: () => void }) {
  const send = useSend(PortalLinkCreateDocument, payload);
  const [link, setLink] = useState<{ url: string; slug: string } | null>(null);
  const form = useForm({
    initial: { enrollmentId: places[0]?.value ?? '', destination: '', slug: '' },
    check: ({ destination }) => ({ destination: URL.canParse(destination.trim()) ? null : texts.destinationWrong }),
    send: async ({ enrollmentId, destination, slug }) => {
      const answer = await send({
        input: { enrollmentId, destination: destination.trim(), slug: slug.trim() || null },
      });
      if (answer.link) {
        setLink(answer.link);
        made();
      }
      return answer.userErrors;
    },
  });
  if (link) {
    return (
      <Group align="flex-start" gap="xl" mt="sm" role="status">
        <Suspense fallback={<Skeleton height={168} width={168} />}>
          <QrCode text={link.url} label={texts.qr} />
        </Suspense>
        <Stack gap="sm">
          <strong>{texts.ready}</strong>
          <CopyLink value={link.url} />
          <Button
            variant="default"
            leftSection={<Icon name="download" size={14} />}
            onClick={async () => save((await import('@/shell/qr')).qrFile(link.url), `${link.slug}.svg`)}
          >
            {texts.saveQr}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setLink(null);
              form.set('destination', '');
              form.set('slug', '');
            }}
          >
            {texts.another}
          </Button>
        </Stack>
      </Group>
    );
  }
  return (
    <Form form={form}>
      <Stack gap="md" mt="sm" maw="34rem">
        <Select {...form.field('enrollmentId')} label={texts.programme} data={places} />
        <TextInput
          {...form.field('destination')}
          type="url"
          label={texts.destination}
          description={texts.destinationHint(
            places.find(({ value }) => value === form.values.enrollmentId)?.hosts ?? [],
          )}
          placeholder="https://"
          autoComplete="off"
        />
        <TextInput {...form.field('slug')} label={texts.slug} description={texts.slugHint} autoComplete="off" />
        <Group>
          <Submit>{texts.make}</Submit>
        </Group>
      </Stack>
    </Form>
  );
}
