import { MantineProvider, TextInput } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Refusal, Unanswered } from '@/session/ask';
import { Form, Submit, useForm } from './form';

const send = vi.fn<(values: { amount: string }, key: string) => Promise<Refusal[]>>();

function Screen({ byButton = false }) {
  const form = useForm({ initial: { amount: '5' }, send, money: true });
  return (
    <Form form={form} byButton={byButton}>
      <TextInput {...form.field('amount')} />
      <Submit>Pay</Submit>
    </Form>
  );
}

async function show(screen = <Screen />) {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  const home = document.body.appendChild(document.createElement('div'));
  await act(async () => createRoot(home).render(<MantineProvider>{screen}</MantineProvider>));
  const element = home.querySelector('form') as HTMLFormElement;
  const press = () => element.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  return { home, press };
}

beforeEach(() => {
  document.body.replaceChildren();
  send.mockReset();
});

test('two presses in one moment send once', async () => {
  let arrive: (value: Refusal[]) => void = () => {};
  send.mockImplementation(() => new Promise((done) => (arrive = done)));
  const { press } = await show();
  await act(async () => {
    press();
    press();
  });
  expect(send).toHaveBeenCalledTimes(1);
  await act(async () => arrive([]));
  await act(async () => press());
  expect(send.mock.calls[1]?.[1]).not.toBe(send.mock.calls[0]?.[1]);
});

test('after a broken connection the same values go again with the same key', async () => {
  send.mockRejectedValueOnce(new Unanswered('no answer'));
  send.mockResolvedValue([]);
  const { home, press } = await show();
  await act(async () => press());
  const input = home.querySelector('input') as HTMLInputElement;
  expect(input.disabled).toBe(true);
  expect(home.textContent).toContain('It will not be done twice'.slice(3));
  await act(async () => press());
  expect(send.mock.calls[1]).toEqual(send.mock.calls[0]);
  expect(input.disabled).toBe(false);
});

test('what the server refuses stands beside its field', async () => {
  send.mockResolvedValue([{ message: 'above what is left', field: ['amount'], code: 'X' }]);
  const { home, press } = await show();
  await act(async () => press());
  const input = home.querySelector('input') as HTMLInputElement;
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(home.textContent).toContain('Above what is left.');
});

test('Enter in a field sends a form, but not one that only its button sends', async () => {
  const enter = (element: Element | null) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    element?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const any = await show();
  expect(enter(any.home.querySelector('input'))).toBe(false);
  const { home } = await show(<Screen byButton />);
  expect(enter(home.querySelector('input'))).toBe(true);
  expect(enter(home.querySelector('button'))).toBe(false);
});
