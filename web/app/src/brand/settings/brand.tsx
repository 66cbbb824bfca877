import { Group, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Fact, Facts, Loaded, parts, Section } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { percent } from '@/terms/rules';
import { day } from '@/time/time';
import { SettingsFrame } from './frame';
import { SettingsDocument, type SettingsQuery, TenantUpdateDocument, type TenantUpdateMutation } from './query.gen';
import { settings, brand as texts } from './texts';

type Tenant = NonNullable<SettingsQuery['tenant']>;

const payload = (data: TenantUpdateMutation) => data.tenantUpdate;

/** `/t/:tenant/settings`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: SettingsDocument });
  return (
    <SettingsFrame>
      <Loaded data={data?.tenant} error={error} again={again} height={420}>
        {(tenant) => (
          <div className={parts.stack}>
            <Facts>
              <Fact name={texts.currency} value={tenant.currency} />
              <Fact name={texts.fee} value={percent(BigInt(tenant.platformFeeBps))} />
              <Fact name={texts.since} value={day(tenant.createdAt)} />
            </Facts>
            <Edit key={tenant.id} tenant={tenant} />
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function Edit({ tenant }: { tenant: Tenant }) {
  const may = useMay('TENANT_WRITE');
  const send = useSend(TenantUpdateDocument, payload);
  const form = useForm({
    initial: {
      name: tenant.name,
      secondApprover: tenant.secondApprover,
      secondFactorRequired: tenant.secondFactorRequired,
      origins: tenant.origins.join('\n'),
      linkHosts: tenant.linkHosts.join('\n'),
    },
    check: ({ name }) => ({ name: name.trim() ? null : texts.nameWrong }),
    send: async ({ name, secondApprover, secondFactorRequired, origins, linkHosts }) => {
      const lines = (text: string) => text.split(/\s+/).filter(Boolean);
      const answer = await send({
        input: {
          name: name.trim(),
          secondApprover,
          secondFactorRequired,
          origins: lines(origins),
          linkHosts: lines(linkHosts),
        },
      });
      if (answer.userErrors.length === 0) say(settings.saved);
      return answer.userErrors;
    },
  });
  return (
    <Section title={texts.title}>
      <Form form={form}>
        <Stack gap="lg" maw="34rem" mt="sm">
          <TextInput {...form.field('name')} label={texts.name} readOnly={!may} autoComplete="off" />
          <Switch
            label={texts.second}
            description={texts.secondHint}
            checked={form.values.secondApprover}
            disabled={!may}
            onChange={(event) => form.set('secondApprover', event.currentTarget.checked)}
          />
          <Switch
            label={texts.factor}
            description={texts.factorHint}
            checked={form.values.secondFactorRequired}
            disabled={!may}
            error={form.refusal('secondFactorRequired')}
            onChange={(event) => form.set('secondFactorRequired', event.currentTarget.checked)}
          />
          <Textarea
            {...form.field('linkHosts')}
            label={texts.hosts}
            description={texts.hostsHint}
            readOnly={!may}
            minRows={2}
            autosize
          />
          <Textarea
            {...form.field('origins')}
            label={texts.origins}
            description={texts.originsHint}
            readOnly={!may}
            minRows={3}
            autosize
          />
          {may && (
            <Group>
              <Submit>{settings.save}</Submit>
            </Group>
          )}
        </Stack>
      </Form>
    </Section>
  );
}
