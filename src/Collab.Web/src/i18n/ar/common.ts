import type { TranslatedArea } from '../message';
import type { common as english } from '../en/common';

export const common: TranslatedArea<typeof english> = {
  cancel: 'إلغاء',
  close: 'إغلاق',
  save: 'حفظ',
  remove: 'حذف',
  undo: 'تراجع',
  retry: 'أعد المحاولة',
  back: 'رجوع',
  more: 'المزيد',
  moreActions: 'إجراءات أخرى',
  notifications: 'الإشعارات',
  partNotLoaded: 'تعذّر تحميل هذا الجزء من التطبيق. حاول مجددًا عندما يمكن الوصول إلى الخادم.',
};
