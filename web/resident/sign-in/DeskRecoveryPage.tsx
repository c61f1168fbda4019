import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { readRecovery, startDeskRecovery } from '#contract/recovery.ts'
import { codeOf, queryClient, useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'

const length = 10

/** 窓口のコード: the address and the two halves that the desk has handed over. */
export function DeskRecoveryPage() {
  const [mail, setMail] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(startDeskRecovery)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const plain = code.normalize('NFKC').replaceAll(/[\s-]/g, '')
  const mailError = checkMail(mail)
  const codeError =
    plain.length === length ? undefined : '紙に書かれた10文字を入力してください。例：01AZ0-1ZJKM'
  const refused = codeOf(act.trouble) === 'desk_code_wrong' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (mailError || codeError) return
    if (!(await act.send({ body: { mail: mail.trim(), code: plain } }))) return
    await queryClient.invalidateQueries({ queryKey: [readRecovery.path] })
    await navigate({ to: paths.recovery })
  }
  return (
    <Screen title="窓口のコード" back={paths.signIn} nav={false}>
      <p>窓口で受け取ったコードを、これから使うスマートフォンで入力してください。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="登録したメールアドレス"
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={setMail}
          error={tried ? mailError : undefined}
        />
        <TextField
          label="窓口のコード"
          help="大文字と小文字は、どちらでもかまいません。"
          autoComplete="off"
          value={code}
          onChange={setCode}
          error={tried && codeError ? codeError : refused}
        />
        <TroubleNotice trouble={act.trouble} except={['desk_code_wrong']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          次へ
        </Button>
      </form>
    </Screen>
  )
}
