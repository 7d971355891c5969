/** The compute platform of every location has to be another than stv1. Rules: docs/rules.md#compute-platform. */
import { say } from '../../model/text.ts';
import { platformOf } from './shared/platform.ts';

export const computePlatform = platformOf({
  id: 'compute-platform',
  title: say('No location runs on the compute platform stv1'),
  retirement: 'stv1-platform',
  order: 350,
  section: 'stv1 platform retirement, global Azure',
  isAbout: ({ cloud }) => cloud === 'public',
});
