import { buttonClass } from '../ui/Button.tsx'
import { QrCode } from '../ui/QrCode.tsx'

type AuthenticatorSecretProps = {
  secret: { secret: string; uri: string }
  words: { here: string; open: string; scan: string; code: string; key: string }
}

/** Groups of four letters, four groups to a line, so that nobody loses the place while copying them. */
const inGroups = (letters: string) =>
  letters
    .match(/.{1,16}/g)
    ?.map((line) => line.match(/.{1,4}/g)?.join(' '))
    .join('\n')

/** What an authenticator app takes: a link on this device, a code for another one, and the letters to type. */
export function AuthenticatorSecret({ secret: { secret, uri }, words }: AuthenticatorSecretProps) {
  return (
    <>
      <p>{words.here}</p>
      <a href={uri} className={buttonClass('outline', 'normal', true)}>
        {words.open}
      </a>
      <p>{words.scan}</p>
      <QrCode text={uri} label={words.code} className="mx-auto w-64" />
      <p>{words.key}</p>
      <p className="rounded-16 border border-line bg-card p-4 text-center font-bold whitespace-pre-line">
        {inGroups(secret)}
      </p>
    </>
  )
}
