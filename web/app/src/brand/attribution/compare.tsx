import { Button, Select, Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Policy } from '@/attribution/policy';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { day } from '@/time/time';
import { draftParams, policyOf } from './draft';
import type { PolicyPartsFragment } from './query.gen';
import { fields, versions as texts } from './texts';
import classes from './versions.module.css';
import { sideBySide } from './words';

/** What the address calls the changes that are not published. */
const DRAFT = 'draft';

type Props = { versions: PolicyPartsFragment[]; inForce: string; draft: Policy | null };

/** Two versions beside each other, part by part; the second one is what is in force unless one chooses. */
export function SideBySide({ versions, inForce, draft }: Props) {
  const tenant = useTenant();
  const [params, setParams] = useSearchParams();
  const [only, setOnly] = useState(false);
  const shown = useRef<HTMLDivElement>(null);
  const asked = params.get('left');
  const before = useRef(asked);
  // The list above may be long: who asks there for another version is led to it.
  useEffect(() => {
    if (before.current !== asked) shown.current?.scrollIntoView({ block: 'nearest' });
    before.current = asked;
  }, [asked]);
  const others = versions.filter(({ id }) => id !== inForce);
  if (others.length === 0 && !draft) return null;
  const names = [
    ...(draft ? [{ value: DRAFT, label: texts.draft }] : []),
    ...versions.map(({ id, version, createdAt }) => ({
      value: id,
      label: texts.option(version, day(createdAt), id === inForce),
    })),
  ];
  const known = (id: string | null, instead: string) => (names.some(({ value }) => value === id) ? id : instead);
  const left = known(asked, draft ? inForce : (others[0]?.id ?? inForce)) ?? inForce;
  const right = known(params.get('right'), draft && left === inForce ? DRAFT : inForce) ?? inForce;
  const read = (id: string): Policy | null => {
    const version = versions.find((one) => one.id === id);
    return version ? policyOf(version) : draft;
  };
  const [one, other] = [read(left), read(right)];
  const current = read(inForce);
  if (!one || !other || !current) return null;
  const pairs = sideBySide(one, other).filter(({ differs }) => differs || !only);
  const choose = (side: string, id: string | null) => {
    const next = new URLSearchParams(params);
    next.set(side, id ?? '');
    setParams(next, { preventScrollReset: true });
  };
  return (
    <div ref={shown}>
      <Section title={texts.compare} lead={texts.compareLead}>
        <div className={classes.choose}>
          <Select label={texts.left} data={names} value={left} onChange={(id) => choose('left', id)} />
          <Select label={texts.right} data={names} value={right} onChange={(id) => choose('right', id)} />
          <Switch label={texts.only} checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
        </div>
        {pairs.length === 0 ? (
          <p className={parts.soft}>{texts.same}</p>
        ) : (
          <table className={classes.pairs}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="hidden">{texts.what}</span>
                </th>
                {[left, right].map((id, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the left and the right one may be the same
                  <th key={at} scope="col">
                    {names.find(({ value }) => value === id)?.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pairs.map(({ key, name, left: was, right: is, differs }) => (
                <tr key={key} data-differs={differs || undefined}>
                  <th scope="row">
                    {name}
                    {differs && <span className="hidden"> ({texts.differs})</span>}
                  </th>
                  <td>{was ?? fields.unused}</td>
                  <td>{is ?? fields.unused}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {left !== inForce && left !== DRAFT && (
          <Button
            component={Link}
            mt="md"
            variant="default"
            to={`/t/${tenant.id}/attribution?${new URLSearchParams(draftParams(one, current))}`}
          >
            {texts.takeOver(versions.find(({ id }) => id === left)?.version ?? 0)}
          </Button>
        )}
      </Section>
    </div>
  );
}
