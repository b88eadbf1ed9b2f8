import type { TranslatedArea } from '../message';
import type { comments as english } from '../en/comments';

export const comments: TranslatedArea<typeof english> = {
  title: 'التعليقات',
  openCount: {
    zero: 'لا تعليقات مفتوحة', one: 'تعليق مفتوح واحد', two: 'تعليقان مفتوحان', few: '{count} تعليقات مفتوحة',
    many: '{count} تعليقًا مفتوحًا', other: '{count} تعليق مفتوح',
  },
  open: 'مفتوحة',
  resolved: 'محلولة',
  none: 'لا تعليقات بعد',
  noneHint: 'حدد شيئًا ثم اختر «تعليق» للبدء.',
  noneResolved: 'لا شيء محلول بعد.',
  begin: 'علّق على هذا',
  write: 'اكتب تعليقًا',
  reply: 'رد',
  send: 'إرسال',
  edit: 'تعديل',
  edited: 'معدّل',
  resolve: 'تم الحل',
  reopen: 'إعادة الفتح',
  jump: 'إظهار في المستند',
  thread: 'تعليق من {name}',
  gone: 'ما كانت عنه لم يعد موجودًا',
  actions: 'إجراءات التعليق',
  deleted: 'حُذف التعليق',
};
