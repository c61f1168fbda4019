const numberOf = (typed: string) => (/^-?\d{1,3}(\.\d+)?$/.test(typed.trim()) ? Number(typed) : Number.NaN)

/** The place in Japan that somebody has typed as latitude and longitude; nothing for what is none. */
export function readPlace(typed: string): { latitude: number; longitude: number } | undefined {
  const [latitude = Number.NaN, longitude = Number.NaN] = typed.split(/[,、\s]+/).map(numberOf)
  const isInJapan = latitude > 20 && latitude < 46 && longitude > 122 && longitude < 154
  return isInJapan ? { latitude, longitude } : undefined
}

export const wrongPlace = '35.8617, 139.6455 のように入力してください。'
