import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useNavigate, useSearchParams } from 'react-router';
import { useAct } from '@/form/act';
import { Form, Submit, useForm } from '@/form/form';
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
export function WayIn({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const form = useForm({
    initial: { way: '' },
    check: ({ way }) => ({ way: readWayIn(way) ? null : texts.wayWrong }),
    send: async ({ way }) => {
      const found = readWayIn(way);
      if (found) {
        close();
        navigate('programme' in found ? found.programme : `?${new URLSearchParams(found)}`);
      }
      return [];
    },
  });
  return (
    <Modal opened onClose={close} title={<strong>{texts.wayTitle}</strong>}>
      <Form form={form}>
        <TextInput
          {...form.field('way')}
          label={texts.way}
          description={texts.wayHint}
          placeholder="https://"
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Submit>{texts.wayGo}</Submit>
        </Group>
      </Form>
    </Modal>
  );
}
