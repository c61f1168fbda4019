import { openPage, type Walk } from '../lib/walker.ts'

/** Touches a machine's screen as a person would: each step gives the screen that follows. */
export function standAt(atmUrl: string, machine = '00110001') {
  const screen = () => openPage(`${atmUrl}/machines/${machine}`)
  const order = async (what: string, more: { kind?: string; times?: number } = {}) => {
    const fields = { what, kind: more.kind ?? 'any', times: String(more.times ?? 1) }
    await openPage(`${atmUrl}/machines/${machine}/trouble`, fields)
  }
  return {
    screen,
    /** Makes something go wrong at this machine; see the front page of the simulator. */
    order,
    /** スマートフォンでの取引; gives what a camera reads from the screen. */
    async start(): Promise<string> {
      let now = await screen()
      if (now.text.includes('終了')) now = await now.press('終了')
      await now.press('スマートフォンでの取引')
      return (await visitOf(atmUrl, machine)).code
    },
    /** The number below the code, for those who cannot scan. */
    number: async (): Promise<string> => (await visitOf(atmUrl, machine)).number,
    async typeCompany(companyCode: string): Promise<Walk> {
      return (await screen()).press('確認', { value: companyCode })
    },
    /** Puts notes in, for example [10_000, 5_000], and has them counted. */
    async putIn(notes: readonly number[]): Promise<Walk> {
      let now = await screen()
      for (const note of notes) now = await now.press(`${note.toLocaleString('en')}円札`)
      return now.press('計算する')
    },
    confirm: async (): Promise<Walk> => (await screen()).press('確認'),
    cancel: async (): Promise<Walk> => (await screen()).press('取消'),
  }
}

async function visitOf(atmUrl: string, machine: string): Promise<{ code: string; number: string }> {
  const machines = (await (await fetch(`${atmUrl}/__sim/machines`)).json()) as {
    id: string
    code: string
    number: string
  }[]
  const found = machines.find(({ id }) => id === machine)
  if (!found) throw new Error(`there is no machine ${machine}`)
  return found
}
