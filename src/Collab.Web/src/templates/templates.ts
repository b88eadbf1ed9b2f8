import { flowChart, kanban, retrospective } from './boardTemplates';
import type { Content } from './content';
import { meetingNotes, projectBrief, weeklyPlan } from './pageTemplates';
import type { TemplateWords } from './words/templateWords';

/** Something to start from. */
export type Template = {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly content: Content;
};

/** All templates, in the language of the words. */
export function makeTemplates(words: TemplateWords): readonly Template[] {
  return [
    { id: 'retrospective', title: words.retrospective, hint: words.retrospectiveHint, content: { kind: 'board', elements: retrospective(words) } },
    { id: 'flow-chart', title: words.flowChart, hint: words.flowChartHint, content: { kind: 'board', elements: flowChart(words) } },
    { id: 'kanban', title: words.kanban, hint: words.kanbanHint, content: { kind: 'board', elements: kanban(words) } },
    { id: 'meeting', title: words.meeting, hint: words.meetingHint, content: { kind: 'page', blocks: meetingNotes(words) } },
    { id: 'brief', title: words.brief, hint: words.briefHint, content: { kind: 'page', blocks: projectBrief(words) } },
    { id: 'week', title: words.week, hint: words.weekHint, content: { kind: 'page', blocks: weeklyPlan(words) } },
    { id: 'readme', title: words.readme, hint: words.readmeHint, content: { kind: 'text', text: words.readmeText } },
  ];
}
