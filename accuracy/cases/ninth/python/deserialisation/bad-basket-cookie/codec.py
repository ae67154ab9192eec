import base64
import pickle


class Codec:
    def loads(self, data):
        raise NotImplementedError

    def decode(self, token):
        return self.loads(base64.b64decode(token))


class BasketCodec(Codec):
    def loads(self, data):
        return pickle.loads(data)
