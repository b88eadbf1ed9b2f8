import { bullets, heading, numbers, paragraph, quote, table, tasks, type PageNode } from './pageWriter';
import type { TemplateWords } from './words/templateWords';

export const meetingNotes = (words: TemplateWords): readonly PageNode[] => [
  heading(1, words.meeting),
  paragraph(words.meetingFacts),
  heading(2, words.agenda),
  numbers(...words.agendaItems),
  heading(2, words.notes),
  paragraph(),
  heading(2, words.decisions),
  quote(words.decision),
  heading(2, words.actions),
  tasks(...words.actionItems),
];

export const projectBrief = (words: TemplateWords): readonly PageNode[] => [
  heading(1, words.brief),
  heading(2, words.problem),
  paragraph(words.problemText),
  heading(2, words.goal),
  paragraph(words.goalText),
  heading(2, words.scope),
  bullets(...words.scopeItems),
  heading(2, words.milestones),
  table(...words.milestoneRows),
  heading(2, words.risks),
  bullets(words.risk),
];

export const weeklyPlan = (words: TemplateWords): readonly PageNode[] => [
  heading(1, words.week),
  heading(2, words.weekGoals),
  numbers(...words.weekGoalItems),
  ...words.days.flatMap((day) => [heading(2, day), tasks(words.task)]),
  heading(2, words.review),
  paragraph(words.reviewText),
];
