import { useEffect, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { t } from '../words/sign-in.ts'

/** Chromium's offer to install, which other browsers do not make. */
type InstallOffer = Event & { prompt: () => Promise<void> }

/** Says how to put the app on the home screen; with one touch where the browser offers it. */
export function InstallHint() {
  const [offer, setOffer] = useState<InstallOffer | null>(null)
  useEffect(() => {
    const keep = (event: Event) => {
      event.preventDefault()
      setOffer(event as InstallOffer)
    }
    addEventListener('beforeinstallprompt', keep)
    return () => removeEventListener('beforeinstallprompt', keep)
  }, [])
  if (matchMedia('(display-mode: standalone)').matches) return null
  return (
    <section aria-label={t('addToHome')} className="rounded-16 border border-line bg-card p-4">
      <h2 className="font-bold">{t('asApp')}</h2>
      {offer ? (
        <Button look="outline" wide onPress={() => void offer.prompt().then(() => setOffer(null))}>
          {t('addToHome')}
        </Button>
      ) : (
        <p className="text-sm">{t('installNote')}</p>
      )}
    </section>
  )
}
