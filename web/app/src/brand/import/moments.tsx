import { Import } from './page';

/** `/t/:tenant/moments/import`. */
export const Component = () => <Import kind="moments" />;
