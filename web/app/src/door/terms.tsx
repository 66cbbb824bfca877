import { Anchor, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { ask } from '@/session/ask';
import { TermsOfUseDocument, type TermsOfUseQuery } from '@/session/session.gen';
import classes from './door.module.css';
import { door } from './texts';

type Terms = TermsOfUseQuery['termsOfUse'];

/** The terms of use in force; null until they have come. */
export function useTerms(): Terms | null {
  const [terms, setTerms] = useState<Terms | null>(null);
  useEffect(() => {
    ask(TermsOfUseDocument, {})
      .then((data) => setTerms(data.termsOfUse))
      // Without them the server asks for them itself, after signing up.
      .catch(() => undefined);
  }, []);
  return terms;
}

/** What one accepts, and where to read it. */
export function TermsLine({ terms }: { terms: Terms }) {
  const [reading, { open, close }] = useDisclosure(false);
  return (
    <p className={classes.terms}>
      {door.terms}{' '}
      <Anchor component="button" type="button" inherit onClick={open}>
        {door.termsLink}
      </Anchor>
      {` (${door.termsVersion(terms.version)}).`}
      {reading && <TermsText terms={terms} close={close} />}
    </p>
  );
}

/** Their text, as it is. */
export function TermsText({ terms, close }: { terms: { text: string }; close: () => void }) {
  return (
    <Modal opened onClose={close} size="lg" title={<strong>{door.termsLink}</strong>}>
      <div className={classes.termsText}>{terms.text}</div>
    </Modal>
  );
}
