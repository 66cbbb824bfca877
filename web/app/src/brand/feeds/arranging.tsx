import { Button } from '@mantine/core';
import { Fragment, useRef, useState } from 'react';
import { nameOf } from '@/brand/moments/name';
import type { MomentPartsFragment } from '@/brand/moments/query.gen';
import { warn } from '@/feedback/toasts';
import { LINE, pinsAfter, sequence } from './arrange';
import { PINS_MAX } from './draft';
import classes from './feeds.module.css';
import { Shown } from './shown';
import { useSorting } from './sorting';
import { building as texts } from './texts';

type Props = {
  pins: readonly string[];
  shown: readonly MomentPartsFragment[];
  known: ReadonlyMap<string, MomentPartsFragment>;
  may: boolean;
  pin: (pins: string[]) => void;
};

/** The preview: what is pinned, a line, what comes by itself. What is taken above the line is pinned. */
export function Arranging({ pins, shown, known, may, pin }: Props) {
  const [said, setSaid] = useState('');
  const before = useRef(pins);
  const ids = sequence(
    pins,
    shown.map(({ id }) => id),
  );
  const name = (id: string) => {
    const moment = known.get(id);
    return moment ? nameOf(moment) : texts.gone;
  };
  const place = (id: string, list: readonly string[]) => {
    const at = list.indexOf(id);
    return at >= 0 ? texts.at(name(id), at + 1, list.length) : texts.off(name(id));
  };
  const move = (from: number, to: number) => {
    const next = pinsAfter(ids, from, to, PINS_MAX);
    if (next) {
      pin(next);
      setSaid(place(ids[from] ?? '', next));
    } else if (pins.length >= PINS_MAX && to <= pins.length && from > pins.length) {
      warn(texts.full(PINS_MAX));
    }
  };
  const add = (id: string) => (pins.length < PINS_MAX ? pin([...pins, id]) : warn(texts.full(PINS_MAX)));
  const remove = (id: string) => pin(pins.filter((one) => one !== id));
  const { box, handle, held, grabbed } = useSorting({
    ids,
    move,
    told: (id, what) => {
      if (what === 'HELD') {
        before.current = pins;
        setSaid(texts.grabbed(name(id)));
      } else {
        pin([...before.current]);
        setSaid(place(id, before.current));
      }
    },
  });
  // The mark stands above the box that will follow, of those that stay.
  const rest = held ? ids.filter((_, at) => at !== held.from) : [];
  const mark = held && held.to !== held.from ? (rest[held.to] ?? null) : undefined;
  return (
    <>
      <p className="hidden" aria-live="assertive">
        {said}
      </p>
      <ol className={classes.arranged} data-dragging={held ? true : undefined}>
        {ids.map((id, at) => (
          <Fragment key={id}>
            {mark === id && <li className={classes.landing} aria-hidden="true" />}
            {id === LINE ? (
              <li ref={box(LINE)} className={classes.line}>
                {pins.length ? texts.line : may ? texts.lineNone : null}
              </li>
            ) : (
              <li
                ref={box(id)}
                className={classes.box}
                data-pinned={at < pins.length || undefined}
                data-held={held?.id === id || grabbed === id || undefined}
                style={held?.id === id ? { transform: `translateY(${held.by}px)` } : undefined}
              >
                <Shown
                  moment={known.get(id) ?? null}
                  place={at < pins.length ? at + 1 : null}
                  handle={may ? handle(id, at) : null}
                >
                  {may &&
                    (at < pins.length ? (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="gray"
                        aria-label={texts.unpinOf(name(id))}
                        onClick={() => remove(id)}
                      >
                        {texts.unpin}
                      </Button>
                    ) : (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={texts.pinOf(name(id))}
                        onClick={() => add(id)}
                      >
                        {texts.pin}
                      </Button>
                    ))}
                </Shown>
              </li>
            )}
          </Fragment>
        ))}
        {mark === null && <li className={classes.landing} aria-hidden="true" />}
      </ol>
    </>
  );
}
