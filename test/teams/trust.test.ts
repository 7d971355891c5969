/** Where the bot may be told to call. */
import { channelOf } from '../../src/teams/channel.ts';
import { mayCall } from '../../src/teams/trust.ts';

const { serviceHosts } = channelOf('public');
const registered = { tenants: ['22222222-2222-4222-8222-222222222222'], serviceHosts };
const open = { tenants: undefined, serviceHosts };

describe('mayCall', () => {
  it.each([
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://smba.infra.gcc.teams.microsoft.com/teams', true],
    ['https://SMBA.trafficmanager.net/teams', true],
    ['http://smba.trafficmanager.net/teams', false],
    ['https://evil.trafficmanager.net/teams', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['https://evilteams.microsoft.com/', false],
    ['https://smba.trafficmanager.net@evil.example/', false],
    ['https://user:pass@smba.trafficmanager.net/', false],
    ['http://127.0.0.1:56150/', false],
    ['http://localhost/', false],
    ['file:///etc/passwd', false],
    ['teams', false],
    [undefined, false],
  ])('a registered bot: %s is %s', (address, allowed) => {
    expect(mayCall(address, registered)).toBe(allowed);
  });

  it.each([
    ['http://localhost:56150/_connector', true],
    ['http://127.0.0.1:56150/_connector', true],
    ['http://[::1]:56150/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['http://169.254.169.254/', false],
    ['https://smba.trafficmanager.net/emea/', false],
  ])('a bot without a registration: %s is %s', (address, allowed) => {
    expect(mayCall(address, open)).toBe(allowed);
  });
});
