const axios = require('axios')

const http = axios.create({ baseURL: 'https://payments.example', timeout: 8000 })

exports.capture = async (id) => {
  const { data } = await http.post(`/captures/${encodeURIComponent(id)}`)
  return data
}
