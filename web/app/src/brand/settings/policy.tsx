import { Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { models } from '@/brand/conversions/texts';
import { say } from '@/feedback/toasts';
import { Form, Submit, useForm } from '@/form/form';
import { useSend } from '@/form/send';
import { Loaded, parts, Section } from '@/shell/parts';
import { useMay } from '@/shell/viewer';
import { bpsOf, percent } from '@/terms/rules';
import { day } from '@/time/time';
import { SettingsFrame } from './frame';
import {
  type AttributionModel,
  PolicyCreateDocument,
  type PolicyCreateMutation,
  PolicyDocument,
  type PolicyPartsFragment,
} from './query.gen';
import { policy as texts } from './texts';

const payload = (data: PolicyCreateMutation) => data.policyCreate;

/** `/t/:tenant/settings/attribution`. */
export function Component() {
  const [{ data, error }, again] = useQuery({ query: PolicyDocument });
  return (
    <SettingsFrame>
      <Loaded data={data} error={error} again={again} height={560}>
        {({ policy, policies }) => (
          <div className={parts.columns}>
            <Edit key={policy.id} policy={policy} done={() => again({ requestPolicy: 'network-only' })} />
            <Section title={texts.earlier}>
              <ul className={parts.rows}>
                {policies.nodes.map(({ id, version, model, createdAt }) => (
                  <li key={id}>
                    <span>{models[model]}</span>
                    <span className={parts.soft}>{texts.version(version, day(createdAt))}</span>
                  </li>
                ))}
              </ul>
            </Section>
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function Edit({ policy, done }: { policy: PolicyPartsFragment; done: () => void }) {
  const may = useMay('POLICY_WRITE');
  const send = useSend(PolicyCreateDocument, payload);
  const form = useForm({
    initial: {
      model: policy.model as string,
      clickWindowDays: String(policy.clickWindowDays),
      viewWindowDays: String(policy.viewWindowDays),
      halfLifeHours: String(policy.halfLifeHours),
      affiliateFloorBps: percent(BigInt(policy.affiliateFloorBps)).replace(' %', ''),
    },
    check: (values) => {
      const whole = (typed: string) => (/^\d{1,5}$/.test(typed.trim()) ? null : texts.wrong);
      return {
        clickWindowDays: whole(values.clickWindowDays),
        viewWindowDays: whole(values.viewWindowDays),
        halfLifeHours: whole(values.halfLifeHours),
        affiliateFloorBps: bpsOf(values.affiliateFloorBps) === null ? texts.wrongShare : null,
      };
    },
    send: async ({ model, clickWindowDays, viewWindowDays, halfLifeHours, affiliateFloorBps }) => {
      const answer = await send({
        input: {
          model: model as AttributionModel,
          clickWindowDays: Number(clickWindowDays),
          viewWindowDays: Number(viewWindowDays),
          halfLifeHours: Number(halfLifeHours),
          affiliateFloorBps: bpsOf(affiliateFloorBps),
        },
      });
      if (answer.userErrors.length === 0) say(texts.published);
      return answer.userErrors;
    },
    done,
  });
  const { model } = form.values;
  const number = (name: 'clickWindowDays' | 'viewWindowDays' | 'halfLifeHours' | 'affiliateFloorBps') => ({
    ...form.field(name),
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    readOnly: !may,
  });
  return (
    <Section
      title={texts.title}
      lead={texts.lead}
      aside={<span>{texts.version(policy.version, day(policy.createdAt))}</span>}
    >
      <Form form={form}>
        <Stack gap="lg">
          <Radio.Group label={texts.model} value={model} onChange={(value) => form.set('model', value)}>
            <Stack gap="xs" mt="xs">
              {Object.entries(texts.models).map(([value, [label, description]]) => (
                <Radio key={value} value={value} label={label} description={description} disabled={!may} />
              ))}
            </Stack>
          </Radio.Group>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput {...number('clickWindowDays')} label={texts.click} />
            <TextInput {...number('viewWindowDays')} label={texts.view} />
            {model === 'TIME_DECAY' && <TextInput {...number('halfLifeHours')} label={texts.half} />}
            {model === 'POSITION' && (
              <TextInput {...number('affiliateFloorBps')} label={texts.floor} description={texts.floorHint} />
            )}
          </SimpleGrid>
          {may && (
            <Group>
              <Submit>{texts.publish}</Submit>
            </Group>
          )}
        </Stack>
      </Form>
    </Section>
  );
}
