import type { useForm } from '@/form/form';
import type { Typed } from './draft';

/** What a part of the editor needs: the form, and what is wrong with a field. */
export type Inputs = {
  form: ReturnType<typeof useForm<Typed>>;
  error: (name: keyof Typed) => string | undefined;
};
