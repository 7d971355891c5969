/** What people write about more than one instance's readiness, and what is understood. One line each. */
import { nearestQuestions } from '../../../src/conversation/understanding/nearest-questions.ts';
import { understand } from '../../../src/conversation/understanding/understand.ts';
import { wordsOf } from '../../../src/conversation/understanding/words/words.ts';
import { retirements } from '../../../src/model/retirement.ts';
import { requirements } from '../../../src/retirements/requirements.ts';
import { shortQuestion } from '../../support/short-question.ts';

/** A Sunday. */
const context = {
  today: '2026-11-22' as const,
  knownMonths: ['2026-03'],
  requirements,
  retirements,
  locale: 'en-GB',
};

describe('one instance', () => {
  it.each([
    ['apim-prod march-2026', 'apim-prod 2026-03'],
    ['is contoso ready', '(contoso)'],
    ['ready for März 2026', '? 2026-03'],
    ['is apim-prod ready for 2026年3月', 'apim-prod 2026-03'],
    ['apim-prod mars 2026', 'apim-prod 2026-03'],
    ['apim-prod 15/03/2026', 'apim-prod 2026-03'],
    ['apim-prod 03/15/2026', 'apim-prod 2026-03'],
    ['is apim-prod ready for marzo de 2026', 'apim-prod 2026-03'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('several instances', () => {
  it.each([
    ['apim-prod and apim-dev', 'fleet apim-prod + apim-dev'],
    ['are apim-prod and apim-dev ready?', 'fleet apim-prod + apim-dev'],
    ['check apim-prod, apim-dev and apim-test', 'fleet apim-prod + apim-dev + apim-test'],
    ['apim-prod, apim-dev, apim-test ready for March 2026?', 'fleet apim-prod + apim-dev + apim-test 2026-03'],
    ['how about apim-prod & apim-dev', 'fleet apim-prod + apim-dev'],
    ['is everything ready for March 2026?', 'fleet all 2026-03'],
    ['are all instances ready?', 'fleet all'],
    ['check all', 'fleet all'],
    ['check everythng', 'fleet all'],
    ['the whole fleet', 'fleet all'],
    ['all', 'fleet all'],
    ['everything', 'fleet all'],
    ['are all of our instances ready for march 2026', 'fleet all 2026-03'],
    ['how many are not ready?', 'fleet all unmet'],
    ['how many instances are ready', 'fleet all'],
    ['how are we doing', 'fleet all'],
    ['how are things looking in Northwind Production', 'fleet any:Northwind Production'],
    ['are the premium ones ready', 'fleet tier:premium'],
    ['are the Premium instances ready for March 2026?', 'fleet tier:premium 2026-03'],
    ['check all developer instances', 'fleet tier:developer'],
    ['all standard v2 gateways', 'fleet tier:standardv2'],
    ['the premium tier instances in westeurope', 'fleet tier:premium + any:westeurope'],
    ['how are the consumption ones doing', 'fleet tier:consumption'],
    ['everything in Northwind Production', 'fleet any:Northwind Production'],
    ['is everything in Northwind Production ready?', 'fleet any:Northwind Production'],
    ['are all instances in subscription Northwind Production ready', 'fleet subscription:Northwind Production'],
    ['check all in the Northwind Production subscription', 'fleet subscription:Northwind Production'],
    ['everything in resource group rg-platform', 'fleet resource-group:rg-platform'],
    ['check resource group rg-platform', 'fleet resource-group:rg-platform'],
    ['is everything in rg-platform ready', 'fleet any:rg-platform'],
    ['all instances in West Europe', 'fleet any:West Europe'],
    ['instances in westeurope', 'fleet any:westeurope'],
    ['are the instances in region westeurope ready for 2026-03', 'fleet region:westeurope 2026-03'],
    ['everything in the westeurope region', 'fleet region:westeurope'],
    ['all with environment=production', 'fleet tag:environment=production'],
    ['everything tagged team=integration', 'fleet tag:team=integration'],
    ['check everything with the tag environment: production', 'fleet tag:environment=production'],
    ['all instances with tag environment production', 'fleet tag:environment=production'],
    ['all where tag team is integration ready?', 'fleet tag:team=integration'],
    ['everything in "My Sub"', 'fleet any:My Sub'],
    ['which are not ready', 'fleet all unmet'],
    ['Which instances are not ready?', 'fleet all unmet'],
    ['which are not ready for March 2026?', 'fleet all unmet 2026-03'],
    ['wich are not ready', 'fleet all unmet'],
    ['which ones are not ready in westeurope', 'fleet any:westeurope unmet'],
    ['which premium instances are not ready', 'fleet tier:premium unmet'],
    ['which instances will break', 'fleet all unmet'],
    ['which of them need action', 'fleet all unmet'],
    ['which instances have problems', 'fleet all unmet'],
    ['who is affected by march 2026', 'fleet all unmet 2026-03'],
    ['show me all instances that are not ready', 'fleet all unmet'],
    ['list not ready', 'fleet all unmet'],
    ['what is not ready', 'fleet all unmet'],
    ['is anything not ready?', 'fleet all unmet'],
    ['is anything broken', 'fleet all unmet'],
    ['are there any problems in Northwind Production', 'fleet any:Northwind Production unmet'],
    ['problems', 'fleet all unmet'],
    ['only the bad ones', 'fleet all unmet'],
    ['which are ready', 'fleet all ready'],
    ['who is ready for March 2026', 'fleet all ready 2026-03'],
    ['which ones are fine', 'fleet all ready'],
    ['which are undecided', 'fleet all undecided'],
    ['which instances are unknown', 'fleet all undecided'],
    ['how do we stand', 'fleet all'],
    ['is subscription Northwind Production ready', 'fleet subscription:Northwind Production'],
    ['environment=production', 'fleet tag:environment=production'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('which there are', () => {
  it.each([
    ['list', 'list all'],
    ['list instances', 'list all'],
    ['list all instances', 'list all'],
    ['show me all our instances', 'list all'],
    ['which instances are there?', 'list all'],
    ['which instances do you see', 'list all'],
    ['what can you see?', 'list all'],
    ['which instances are in westeurope', 'list any:westeurope'],
    ['list instances in Northwind Production', 'list any:Northwind Production'],
    ['what is in rg-platform', 'list any:rg-platform'],
    ['how many instances are there', 'list all'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('why', () => {
  it.each([
    ['why', 'why ?'],
    ['why?', 'why ?'],
    ['why not', 'why ?'],
    ['but why', 'why ?'],
    ['how come', 'why ?'],
    ['why is apim-prod not ready', 'why apim-prod'],
    ["why isn't apim-prod ready for March 2026?", 'why apim-prod 2026-03'],
    ['why is it not ready', 'why ?'],
    ['why is that', 'why ?'],
    ['why are we not ready', 'why ?'],
    ['why apim-prod', 'why apim-prod'],
    ['why does apim-prod fail', 'why apim-prod'],
    ["what's wrong with apim-prod", 'why apim-prod'],
    ['what is wrong', 'why ? or all'],
    ['what is missing on apim-prod', 'why apim-prod'],
    ['what is the problem with apim-prod', 'why apim-prod'],
    ["what's failing in apim-prod?", 'why apim-prod'],
    ['which checks fail on apim-prod', 'why apim-prod'],
    ['which requirements are not met on apim-prod', 'why apim-prod'],
    ['what keeps apim-prod from being ready', 'why apim-prod'],
    ['what breaks', 'why ? or all'],
    ['what will break in March 2026', 'why ? 2026-03 or all'],
    ['what breaks on apim-prod', 'why apim-prod'],
    ['what stops working', 'why ? or all'],
    ['what would fail', 'why ? or all'],
    ['waht breaks on apim-prod', 'why apim-prod'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('how to fix it', () => {
  it.each([
    ['how do I fix apim-prod', 'fix apim-prod'],
    ['how can we fix it', 'fix ?'],
    ['how to fix apim-prod', 'fix apim-prod'],
    ['fix it', 'fix ?'],
    ['fix apim-prod', 'fix apim-prod'],
    ['fix', 'fix ?'],
    ['how do I get apim-prod ready', 'fix apim-prod'],
    ['how do we make apim-prod ready for March 2026', 'fix apim-prod 2026-03'],
    ['what do I have to do', 'fix ?'],
    ['what should we do about apim-prod', 'fix apim-prod'],
    ['what must I do first', 'fix ?'],
    ['show me the fix', 'fix ?'],
    ['show the fix plan for apim-prod', 'fix apim-prod'],
    ['fix plan apim-prod', 'fix apim-prod'],
    ['apim-prod plan', 'fix apim-prod'],
    ['next steps', 'fix ?'],
    ['what are the next steps for apim-prod', 'fix apim-prod'],
    ['where do I start', 'fix ?'],
    ['give me the commands for apim-prod', 'fix apim-prod'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what was seen', () => {
  it.each([
    ['show the evidence', 'evidence ?'],
    ['show me the evidence for apim-prod', 'evidence apim-prod'],
    ['evidence apim-prod', 'evidence apim-prod'],
    ['prove it', 'evidence ?'],
    ['how do you know that', 'evidence ?'],
    ['what did you see on apim-prod', 'evidence apim-prod'],
    ['are you sure?', 'evidence ?'],
    ['details', 'evidence ?'],
    ['what is this based on', 'evidence ?'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what if', () => {
  it.each([
    ['what if the flag is set', 'what-if ?'],
    ['what if the flag is set on apim-prod', 'what-if apim-prod'],
    ['what if we set the flag', 'what-if ?'],
    ['what if I disable trusted access on apim-prod', 'what-if apim-prod'],
    ['what happens if trusted access is off', 'what-if ?'],
    ['what would break on apim-prod if I set the flag', 'what-if apim-prod'],
    ['what stops without trusted access', 'what-if ?'],
    ['is it safe to set the flag on apim-prod', 'what-if apim-prod'],
    ['can I set the flag', 'what-if ?'],
    ['can we safely switch off trusted access on apim-prod?', 'what-if apim-prod'],
    ['what if apim-prod', 'what-if apim-prod'],
    ['set the flag on apim-prod', 'what-if apim-prod'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what a requirement means', () => {
  it.each([
    ['explain key-vault-identity', 'explain key-vault-identity'],
    ['explain key vault identity', 'explain key-vault-identity'],
    ['explain forced tunneling', 'explain forced-tunnelling'],
    ['explain the network status', 'explain network-status'],
    ['what is key-vault-refresh', 'explain key-vault-refresh'],
    ['what does outbound-entra-id mean?', 'explain outbound-entra-id'],
    ['why does key-vault-identity matter', 'explain key-vault-identity'],
    ['why is the service endpoint required', 'explain subnet-key-vault-endpoint'],
    ['tell me about key-vault-network-access', 'explain key-vault-network-access'],
    ['key-vault-identity', 'explain key-vault-identity'],
    ['help with network-rules', 'explain network-rules'],
    [
      'explain key vault',
      'explain key-vault-client-addresses, key-vault-identity, key-vault-network-access, key-vault-permission, key-vault-refresh, key-vault-trusted-services, outbound-key-vault, subnet-key-vault-endpoint',
    ],
    ['explain advisor', 'explain advisor-recommendation'],
    ['which requirements are there', 'explain all'],
    ['what do you check?', 'explain all'],
    ['network-rules', 'explain network-rules'],
    ['how do I meet key-vault-identity', 'explain key-vault-identity'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what retires', () => {
  it.each([
    ['what retires next', 'retirements'],
    ['what retires in 2026-03?', 'retirements 2026-03'],
    ['what is retiring soon', 'retirements'],
    ['retirements', 'retirements'],
    ['which retirements are there?', 'retirements'],
    ['show me the deadlines', 'retirements'],
    ['when is trusted access gone', 'retirements trusted-service-connectivity'],
    ['when does trusted service connectivity stop working?', 'retirements trusted-service-connectivity'],
    ['when is the deadline', 'retirements'],
    ['how many days until trusted access is gone', 'retirements trusted-service-connectivity'],
    ['is trusted access gone already', 'retirements trusted-service-connectivity'],
    ['what is coming up', 'retirements'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what changed', () => {
  it.each([
    ['what changed', 'changes all'],
    ['what changed since Monday', 'changes all 2026-11-16'],
    ['what has changed since yesterday', 'changes all 2026-11-21'],
    ['what changed on apim-prod since last week', 'changes apim-prod 2026-11-15'],
    ["what's new since 1 November", 'changes all 2026-11-01'],
    ['what changed in Northwind Production since 2026-11-01', 'changes any:Northwind Production 2026-11-01'],
    ['anything new?', 'changes all'],
    ['any changes since last month', 'changes all 2026-10-22'],
    ['has anything changed on apim-prod', 'changes apim-prod'],
    ['what changed in the last 2 weeks', 'changes all 2026-11-08'],
    ['what changed 3 days ago', 'changes all 2026-11-19'],
    ['changes since Friday', 'changes all 2026-11-20'],
    ['what was fixed since Monday', 'changes all 2026-11-16'],
    ['what changed over the last month', 'changes all 2026-10-22'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('who uses a resource', () => {
  it.each([
    ['who reads kv-prod', 'readers kv-prod'],
    ['which instances use kv-prod', 'readers kv-prod'],
    ['who calls stinvoices01', 'readers stinvoices01'],
    ['which instances refer to kv-prod.vault.azure.net', 'readers kv-prod'],
    ['who uses the key vault kv-prod?', 'readers kv-prod'],
    ['where is kv-prod used', 'readers kv-prod'],
    ['is kv-prod used by anyone', 'readers kv-prod'],
    ['what depends on kv-prod', 'readers kv-prod'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('leaning on the question before', () => {
  it.each([
    ['and apim-dev?', 'and apim-dev'],
    ['and apim-dev', 'and apim-dev'],
    ['and for apim-dev?', 'and apim-dev'],
    ['same for apim-dev', 'and apim-dev'],
    ['and the premium ones?', 'fleet and tier:premium'],
    ['and in westeurope?', 'fleet and any:westeurope'],
    ['and everything in rg-platform', 'fleet and any:rg-platform'],
    ['is it ready', 'and ?'],
    ['check again', 'and ?'],
    ['again', 'and ?'],
    ['for 2027?', 'month 2027-12'],
    ['and for March 2027?', 'month 2027-03'],
    ['what about 2027', 'month 2027-12'],
    ['in Q1 2027', 'month 2027-03'],
    ['next March', 'month 2027-03'],
    ['next March?', 'month 2027-03'],
    ['March 2026?', 'month 2026-03'],
    ['03/2026', 'month 2026-03'],
    ['2026-03', 'month 2026-03'],
    ['and next month?', 'month 2026-12'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('setting up reminders and summaries', () => {
  it.each([
    ['remind me about apim-prod', 'reminder apim-prod'],
    ['remind me about everything', 'reminder all'],
    ['remind me', 'reminder ?'],
    ['remind us about everything in prod every Monday 9:00', 'reminder any:prod 1 09:00'],
    ['remind this channel about everything in prod every Monday 9:00', 'reminder any:prod 1 09:00'],
    ['remind me of apim-prod every weekday at 8', 'reminder apim-prod 12345 08:00'],
    ['remind me about it', 'reminder ?'],
    ['notify us about all instances in Northwind Production', 'reminder any:Northwind Production'],
    ['set up a reminder for apim-prod', 'reminder apim-prod'],
    ['subscribe me to apim-prod', 'reminder apim-prod'],
    ['keep us posted on apim-prod', 'reminder apim-prod'],
    ['watch apim-prod', 'reminder apim-prod'],
    ['tell me when apim-prod is not ready', 'reminder apim-prod'],
    ['remind me every Monday at 9 about apim-prod', 'reminder apim-prod 1 09:00'],
    ['summary here on weekdays at 8', 'summary all 12345 08:00'],
    ['summary every Monday at 9:00', 'summary all 1 09:00'],
    ['weekly summary here', 'summary all 1 09:00'],
    ['post a summary here every Mon, Wed and Fri at 7:30 am', 'summary all 135 07:30'],
    ['daily digest of everything in prod at 17:00', 'summary any:prod 1234567 17:00'],
    ['send us a summary of everything every Monday to Friday at 8', 'summary all 12345 08:00'],
    ['daily summary', 'summary all 1234567 09:00'],
    ['weekly report here', 'summary all 1 09:00'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('a summary now', () => {
  it.each([
    ['summary', 'summary all'],
    ['overview', 'summary all'],
    ['summary of everything in prod', 'summary any:prod'],
    ['give me a short summary', 'summary all'],
    ['where do we stand', 'summary all'],
    ['summary for March 2026', 'summary all 2026-03'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what is set up', () => {
  it.each([
    ['list my reminders', 'reminders'],
    ['my reminders', 'reminders'],
    ['what reminders do we have', 'reminders'],
    ['which reminders are set up here', 'reminders'],
    ['what do you remind us of', 'reminders'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('changing what is set up', () => {
  it.each([
    ['stop reminding', 'stop'],
    ['stop reminding me about apim-prod', 'stop apim-prod'],
    ['unsubscribe', 'stop'],
    ['cancel all reminders', 'stop'],
    ['no more reminders', 'stop'],
    ["don't remind me again", 'stop'],
    ['pause', 'pause'],
    ['pause the reminders until 1 January', 'pause 2027-01-01'],
    ['mute it for 2 weeks', 'pause 2026-12-06'],
    ['pause my reminders about apim-prod', 'pause apim-prod'],
    ['resume', 'resume'],
    ['resume the reminders', 'resume'],
    ['unmute', 'resume'],
    ['snooze', 'snooze'],
    ['snooze until Friday', 'snooze 2026-11-27'],
    ['snooze apim-prod until next week', 'snooze apim-prod 2026-11-23'],
    ['snooze it for 3 days', 'snooze 2026-11-25'],
    ['remind me tomorrow', 'snooze 2026-11-23'],
    ['remind me again on Friday', 'snooze 2026-11-27'],
    ['not now', 'snooze'],
    ['I am on it', 'acknowledge'],
    ["I'm on it until Friday", 'acknowledge 2026-11-27'],
    ['acknowledge', 'acknowledge'],
    ['got it', 'acknowledge'],
    ['we are working on apim-prod until 15 December', 'acknowledge apim-prod 2026-12-15'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('waiving a requirement', () => {
  it.each([
    [
      'waive key-vault-network-access on apim-prod until 31 December because the vault moves',
      'waive key-vault-network-access apim-prod 2026-12-31 "the vault moves"',
    ],
    [
      'waive key-vault-identity until 2027-01-31 because we replace it',
      'waive key-vault-identity 2027-01-31 "we replace it"',
    ],
    [
      'waive the service endpoint on apim-prod until March 2027 because of the freeze',
      'waive subnet-key-vault-endpoint apim-prod 2027-03-01 "the freeze"',
    ],
    ['waive key-vault-refresh', 'waive key-vault-refresh'],
    ['which waivers are in force?', 'waivers'],
    ['list waivers', 'waivers'],
    ['show me all waivers and declarations', 'waivers'],
    ['waivers for apim-prod', 'waivers apim-prod'],
    ['what is waived on apim-prod?', 'waivers apim-prod'],
    ['who waived what?', 'waivers'],
    ['what have we declared?', 'waivers'],
    ['are there any exemptions?', 'waivers'],
    ['withdraw the waiver on apim-prod', 'waivers withdraw apim-prod'],
    ['take back the waiver of key-vault-identity on apim-prod', 'waivers withdraw key-vault-identity apim-prod'],
    ['revoke the waiver for key-vault-identity', 'waivers withdraw key-vault-identity'],
    ['unwaive key-vault-identity on apim-prod', 'waivers withdraw key-vault-identity apim-prod'],
    ['how do I take back a waiver?', 'waivers withdraw'],
    ['remove the declaration for apim-prod', 'waivers withdraw apim-prod'],
    ['remind me about apim-prod in two weeks', 'reminder apim-prod once 2026-12-06 09:00'],
    ['remind me about apim-prod tomorrow at 10', 'reminder apim-prod once 2026-11-23 10:00'],
    ['remind us tomorrow at 8:30 about everything in prod', 'reminder any:prod once 2026-11-23 08:30'],
    ['remind me at 10 tomorrow about apim-prod', 'reminder apim-prod once 2026-11-23 10:00'],
    ['remind me about apim-prod on 5 December', 'reminder apim-prod once 2026-12-05 09:00'],
    ['remind me about apim-prod every other Friday', 'reminder apim-prod 5/2 09:00'],
    ['remind me about apim-prod every second Monday at 8', 'reminder apim-prod 1/2 08:00'],
    ['remind me about apim-prod every two weeks', 'reminder apim-prod 1/2 09:00'],
    ['summary here every other Friday at 9', 'summary all 5/2 09:00'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('no guessing', () => {
  it.each([
    ['explain quantum physics', 'unclear'],
    ['who reads vault', 'services'],
    ['stop', 'unclear'],
    ['delete apim-prod', 'apim-prod'],
    ['tell me a joke', 'unclear'],
    ['what is the weather in apim-prod', 'apim-prod'],
    ['is apim-prod ready or should we panic', 'apim-prod'],
    ['is apim-prod cheaper than apim-dev', 'fleet apim-prod + apim-dev'],
    ['explain everything', 'explain all'],
    ['why is the sky blue', 'unclear'],
    ['remind me to buy milk', 'unclear'],
    ['tag:environment=production', 'fleet tag:environment=production'],
    ['apim-prod em março de 2026', 'apim-prod 2026-03'],
    ['was ist los', 'unclear'],
    ['apim-prod und apim-dev', 'fleet apim-prod + apim-dev'],
  ])('%s → %s', (text, expected) => {
    expect(shortQuestion(understand(text, context))).toBe(expected);
  });
});

describe('what is not understood', () => {
  it.each([
    ['stop', ['stop reminding me']],
    ['what retires tomorrow evening', ['what retires next?']],
    ['delete apim-prod', ['is apim-prod ready?']],
    ['please summary the things', ['summary']],
  ])('"%s" is offered the nearest', (text, expected) => {
    expect(nearestQuestions(wordsOf(text), context).slice(0, expected.length)).toEqual(expected);
  });

  it.each(['stop', 'delete apim-prod', 'tell me a joke', 'why oh why apim-prod', 'fix "list" or "all" please maybe'])(
    'is offered only what would be: %s',
    (text) => {
      const offered = nearestQuestions(wordsOf(text), context);

      expect(offered).toHaveLength(2);
      expect(offered.map((question) => understand(question, context).kind)).not.toContain('unclear');
    },
  );
});

describe("months and days in the asker's language", () => {
  it.each([
    ['de-DE', 'apim-prod März 2026', 'apim-prod 2026-03'],
    ['de-DE', 'ready for Jänner 2027', '? 2027-01'],
    ['fr-FR', 'apim-prod février 2027', 'apim-prod 2027-02'],
    ['es-ES', 'apim-prod marzo de 2026', 'apim-prod 2026-03'],
    ['pt-BR', 'apim-prod março de 2026', 'apim-prod 2026-03'],
    ['pt-BR', 'apim-prod ago 2026', 'apim-prod 2026-08'],
    ['ja-JP', 'apim-prod 2026年3月', 'apim-prod 2026-03'],
    ['en-GB', 'apim-prod März 2026', 'apim-prod 2026-03'],
    ['en-GB', 'apim-prod ago 2026', 'apim-prod 2026-03'],
    ['en-GB', 'apim-prod 03/04/2026', 'apim-prod 2026-04'],
    ['en-US', 'apim-prod 03/04/2026', 'apim-prod 2026-03'],
    ['en', 'apim-prod 03/04/2026', 'apim-prod'],
    ['en-US', 'apim-prod 15/03/2026', 'apim-prod 2026-03'],
    ['de-DE', 'what changed since 1. November', 'changes all 2026-11-01'],
  ])('%s: %s → %s', (locale, text, expected) => {
    expect(shortQuestion(understand(text, { ...context, locale }))).toBe(expected);
  });
});
