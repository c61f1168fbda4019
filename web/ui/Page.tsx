import { useEffect, useRef, type ReactNode } from 'react'
import { t } from '../lib/words/shared.ts'

let pagesShown = 0

type PageProps = {
  title: string
  children: ReactNode
  /** What stands above the heading: usually a TopBar. */
  top?: ReactNode
  hideTitle?: boolean
  wide?: boolean
}

/**
 * One screen: names the document, and moves the focus to its heading when the person came from another
 * screen, so that a screen reader starts where the eye does (WCAG 2.4.3). Refuses nothing.
 */
export function Page({ title, children, top, hideTitle, wide }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('documentTitle', { title })
    if (pagesShown > 0) heading.current?.focus()
    pagesShown += 1
  }, [title])
  return (
    <>
      {top}
      <main data-scroll-restoration-id="page" className="flex-1 overflow-y-auto cramped:overflow-visible">
        <div
          className={`mx-auto flex min-h-full flex-col gap-5 px-4 pt-3 pb-10 ${wide ? 'max-w-6xl' : 'max-w-lg'}`}
        >
          <h1
            ref={heading}
            tabIndex={-1}
            className={hideTitle ? 'sr-only' : 'text-2xl leading-snug font-bold'}
          >
            {title}
          </h1>
          {children}
        </div>
      </main>
    </>
  )
}
