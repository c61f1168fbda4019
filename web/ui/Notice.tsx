import type { ReactNode } from 'react'
import { IconCheck, IconInfo, IconWarning } from './icons.tsx'

type NoticeTone = 'info' | 'good' | 'warning' | 'bad'

const tones = {
  info: { box: 'border-points-200 bg-points-50', mark: 'text-points-700', Icon: IconInfo },
  good: { box: 'border-green-300 bg-green-50', mark: 'text-green-800', Icon: IconCheck },
  warning: { box: 'border-yellow-500 bg-yellow-50', mark: 'text-yellow-1100', Icon: IconWarning },
  bad: { box: 'border-red-300 bg-red-50', mark: 'text-red-900', Icon: IconWarning },
}

type NoticeProps = { tone?: NoticeTone; title?: string; children?: ReactNode; action?: ReactNode }

/** A remark within the page; the bad tone is spoken at once by screen readers. Refuses nothing. */
export function Notice({ tone = 'info', title, children, action }: NoticeProps) {
  const { box, mark, Icon } = tones[tone]
  return (
    <div role={tone === 'bad' ? 'alert' : undefined} className={`flex gap-3 rounded-16 border-2 p-4 ${box}`}>
      <Icon className={`mt-0.5 size-6 shrink-0 ${mark}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {title ? <p className="font-bold">{title}</p> : null}
        {children ? <div className="[word-break:auto-phrase]">{children}</div> : null}
        {action ? <div>{action}</div> : null}
      </div>
    </div>
  )
}
