import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

type CodeHalfProps = {
  half: string
  which: '前半' | '後半'
  name: string
  children: ReactNode
  onClose: () => void
}

/** One half of a code for the resident, shown this once. */
export function CodeHalf({ half, which, name, children, onClose }: CodeHalfProps) {
  return (
    <>
      <p>
        {name} さんの窓口のコード（{which}）
      </p>
      <output className="block rounded-16 border-2 border-line bg-paper p-6 text-center font-mono text-4xl font-bold tracking-[0.3em]">
        {half}
      </output>
      <Notice tone="warning" title="いちどだけ表示されます">
        紙に書いて、本人だけに渡してください。{children}
      </Notice>
      <Button wide onPress={onClose}>
        書き写しました
      </Button>
    </>
  )
}
