import { Link } from '@tanstack/react-router'
import { type SignInProviderName, listSignInProviders, startFederatedSignIn } from '#contract/federated.ts'
import { codeOf, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { providerNames } from './provider-names.ts'
import { rememberNext } from './use-enter.ts'
import { t } from '../words/sign-in.ts'

type ProviderButtonsProps = {
  deed: 'signUp' | 'signIn'
  /** What was agreed to, in order to register. */
  consent?: { termsVersion: string; privacyVersion: string }
  /** Only these of those that the town offers. */
  only?: readonly SignInProviderName[]
  /** Where to go afterwards. */
  next?: string | undefined
}

/** 「Googleで…」「Appleで…」: leads to the provider. Alike in look, for none is preferred. */
export function ProviderButtons({ deed, consent, only, next }: ProviderButtonsProps) {
  const offered = useAsk(listSignInProviders).data?.providers ?? []
  const shown = offered.filter((provider) => only?.includes(provider) ?? true)
  const act = useAct(startFederatedSignIn)
  const go = async (provider: SignInProviderName) => {
    const reply = await act.send({ body: { provider, consent: consent ?? null } })
    if (!reply) return
    rememberNext(next)
    location.assign(reply.redirectUrl)
  }
  return (
    <>
      {shown.map((provider) => (
        <Button
          key={provider}
          look="outline"
          size="large"
          wide
          busy={act.busy}
          onPress={() => void go(provider)}
        >
          {t(`${deed}With`, { provider: providerNames[provider] })}
        </Button>
      ))}
      <TroubleNotice
        trouble={act.trouble}
        action={
          codeOf(act.trouble) === 'terms_outdated' ? (
            <Link to={paths.terms} className={buttonClass('outline')}>
              {t('newTerms')}
            </Link>
          ) : null
        }
      />
    </>
  )
}
