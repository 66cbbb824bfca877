import { Button, Group, TextInput } from '@mantine/core';
import { useNavigate, useSearchParams } from 'react-router';
import { useAct } from '@/form/act';
import { Form, Submit, useForm } from '@/form/form';
import { Section } from '@/shell/parts';
import classes from '../overview/overview.module.css';
import { EnrollmentAcceptDocument } from './query.gen';
import { programmes as texts } from './texts';
import { readWayIn } from './way-in';

/** The invitation that an address brought along. */
export function Invited({ invitation, refresh }: { invitation: string; refresh: () => void }) {
  const [, setParams] = useSearchParams();
  const [accept, accepting] = useAct(EnrollmentAcceptDocument, (data) => data.enrollmentAccept);
  const press = async () => {
    if (!(await accept(() => ({ input: { invitation } }), texts.accepted))) return;
    setParams(new URLSearchParams(), { replace: true });
    refresh();
  };
  return (
    <section className={classes.call} aria-label={texts.invited}>
      <div>
        <strong>{texts.invited}</strong>
        <p>{texts.invitedText}</p>
      </div>
      <Button loading={accepting} onClick={press}>
        {texts.accept}
      </Button>
    </section>
  );
}

/** A way in for whom no link has led here. */
export function WayIn() {
  const navigate = useNavigate();
  const form = useForm({
    initial: { way: '' },
    check: ({ way }) => ({ way: readWayIn(way) ? null : texts.wayWrong }),
    send: async ({ way }) => {
      const found = readWayIn(way);
      if (!found) return [];
      if ('programme' in found) navigate(found.programme);
      else navigate({ search: new URLSearchParams(found).toString() });
      return [];
    },
    done: () => form.set('way', ''),
  });
  return (
    <Section title={texts.wayTitle} lead={texts.wayLead}>
      <Form form={form}>
        <Group align="flex-start" gap="sm">
          <TextInput
            {...form.field('way')}
            aria-label={texts.way}
            placeholder={texts.wayPlaceholder}
            autoComplete="off"
            flex="1 1 16rem"
          />
          <Submit variant="default">{texts.wayGo}</Submit>
        </Group>
      </Form>
    </Section>
  );
}
