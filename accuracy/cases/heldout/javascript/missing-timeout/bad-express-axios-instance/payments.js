const axios = require('axios')

const http = axios.create({ baseURL: 'https://payments.example' })

exports.capture = async (id) => {
  const { data } = await http.post(`/captures/${encodeURIComponent(id)}`)
  return data
}
