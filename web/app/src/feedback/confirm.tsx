import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { feedback } from './texts';

type Question = {
  title: string;
  text: ReactNode;
  /** What the button does: a verb and its noun. */
  action: string;
  /** Whether it destroys, or gives money away. */
  danger?: boolean;
  /** Whether there is much to read before one answers. */
  wide?: boolean;
  /** A word to type first, for what cannot be mended at all. */
  word?: string;
};

type Asked = Question & { number: number; answer: (yes: boolean) => void };

let asked: Asked | null = null;
let count = 0;
const readers = new Set<() => void>();

function set(next: Asked | null) {
  asked = next;
  for (const reader of readers) reader();
}

/** Asks before what cannot be undone; false if it is dismissed. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((answer) => {
    count += 1;
    set({ ...question, number: count, answer });
  });
}

function Dialog({ question }: { question: Asked }) {
  const [typed, setTyped] = useState('');
  const close = (yes: boolean) => {
    question.answer(yes);
    set(null);
  };
  const ready = !question.word || typed.trim() === question.word;
  return (
    <Modal
      opened
      onClose={() => close(false)}
      size={question.wide ? 'lg' : 'md'}
      title={<strong>{question.title}</strong>}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) close(true);
        }}
      >
        <Text component="div">{question.text}</Text>
        {question.word && (
          <TextInput
            mt="md"
            data-autofocus
            autoComplete="off"
            label={feedback.typeToConfirm(question.word)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group mt="lg" justify="flex-end" gap="sm">
          <Button variant="default" onClick={() => close(false)}>
            {feedback.cancel}
          </Button>
          <Button
            type="submit"
            color={question.danger ? 'red.8' : undefined}
            data-danger={question.danger || undefined}
            disabled={!ready}
          >
            {question.action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Where questions appear; once, in the app. */
export function Confirmations() {
  const question = useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => asked,
  );
  return question ? <Dialog key={question.number} question={question} /> : null;
}
