import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { forget, keep, kept } from '@/form/kept';
import { useTenant, useViewer } from '@/shell/viewer';
import { DRAFT_NAMES, onlyDraft } from './draft';

const text = (value: unknown) => (typeof value === 'string' && value ? value : null);

/** What the draft of a policy is kept under: that of each person and brand by itself. */
function useName() {
  const { user } = useViewer();
  return `policy ${user?.id ?? ''} ${useTenant().id}`;
}

/** Keeps the draft as it stands in an address; an empty one was published, or nothing is left of it. */
export function useKeep(): (draft: string) => void {
  const name = useName();
  return (draft) => (draft ? keep(name, draft) : forget(name));
}

/**
 * The draft of a policy stands in the address; it is kept beside that for addresses that have none, such as those of the
 * menu, and is put back into them.
 */
export function useKeptDraft() {
  const name = useName();
  const [params, setParams] = useSearchParams();
  const [back, setBack] = useState<string | null>(null);
  const [thrown, setThrown] = useState(0);
  const [throwing, setThrowing] = useState(false);
  const draft = onlyDraft(params).toString();
  const before = draft ? null : kept(name, text);
  const missing = before?.of;
  const since = before?.at;
  useEffect(() => {
    if (draft && draft !== kept(name, text)?.of) keep(name, draft);
  }, [draft, name]);
  useEffect(() => {
    if (!missing || !since) return;
    setBack(since);
    setParams((other) => new URLSearchParams([...other, ...new URLSearchParams(missing)]), {
      replace: true,
      preventScrollReset: true,
    });
  }, [missing, since, setParams]);
  // What shows it begins anew once the address has none of it.
  useEffect(() => {
    if (!throwing || draft) return;
    setThrowing(false);
    setThrown((times) => times + 1);
  }, [throwing, draft]);
  return {
    draft,
    /** Its way into the address is not yet done: nothing is shown without it. */
    missing: Boolean(missing),
    /** Since when there was the one that was put back; null for none. */
    back: draft ? back : null,
    /** How often one was thrown away: what shows it begins anew. */
    thrown,
    throwAway: () => {
      forget(name);
      setBack(null);
      setThrowing(true);
      setParams((all) => new URLSearchParams([...all].filter(([part]) => !DRAFT_NAMES.includes(part))), {
        replace: true,
        preventScrollReset: true,
      });
    },
  };
}
