/** The compute platform of every location has to be another than stv1. Rules: docs/rules.md#compute-platform-sovereign. */
import { say } from '../../model/text.ts';
import { platformOf } from '../stv1-platform/shared/platform.ts';

export const computePlatformSovereign = platformOf({
  id: 'compute-platform-sovereign',
  title: say('No location runs on the compute platform stv1 of its sovereign cloud'),
  retirement: 'stv1-platform-sovereign',
  order: 360,
  section: 'stv1 platform retirement, Azure Government and Azure in China',
  isAbout: ({ cloud }) => cloud !== 'public',
});
