import { parts } from '@/shell/parts';
import { MomentsFrame } from '../frame';
import { Hits } from './hits';
import { Settings } from './settings';

/** `/t/:tenant/moments/rules?days=…`: how moderation's rules do, and what they do. */
export function Component() {
  return (
    <MomentsFrame>
      <div className={parts.stack}>
        <Hits />
        <Settings />
      </div>
    </MomentsFrame>
  );
}
