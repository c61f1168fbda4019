import { QueryClientProvider, type QueryKey } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { Fragment, type ReactNode, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Spinner } from '../ui/Spinner.tsx'
import { Toasts } from '../ui/Toast.tsx'
import { signedOutEvent } from './api.ts'
import { forgetAnswers, queryClient } from './ask.ts'
import { applyLook } from './look.ts'
import { useLanguage } from './i18n/choose.ts'
import { lineIsPoor } from './line.ts'
import { ownSound } from './own-sound.ts'
import { whenQuiet } from './when-quiet.ts'
import { rememberTown } from './town.ts'
import { t } from './words/shared.ts'

/**
 * Starts an app in the page. When the session ends while somebody is inside (`who` is known), everything
 * that was theirs is forgotten and the router's guard leads to the sign-in page.
 */
export function startApp(router: AnyRouter, who: QueryKey): void {
  applyLook()
  // The device's own letters stand there until ours have come; where they are kept already, they come at once. On a
  // poor line they stay: one screen takes 370 kB of ours.
  if (!lineIsPoor())
    whenQuiet(() => void import('../ui/fonts.css'), Boolean(navigator.serviceWorker?.controller))
  rememberTown()
  whenQuiet(() => void ownSound())
  addEventListener(signedOutEvent, () => {
    if (queryClient.getQueryData(who) === undefined) return
    forgetAnswers()
    rememberTown()
    void router.invalidate()
  })
  createRoot(document.getElementById('app')!).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        {/* A container, so that screens can react to large text, which leaves the window's size alone. */}
        <div className="@container">
          <div className="flex h-dvh flex-col cramped:h-auto cramped:min-h-dvh">
            <InLanguage>
              <Suspense fallback={<Spinner label={t('loading')} />}>
                <RouterProvider router={router} />
              </Suspense>
            </InLanguage>
          </div>
        </div>
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  )
}

/** Draws everything anew when the language changes, so that words can be asked for as plain functions. */
function InLanguage({ children }: { children: ReactNode }) {
  return <Fragment key={useLanguage()}>{children}</Fragment>
}
