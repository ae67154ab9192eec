import yaml


class PipelineReader:
    loader = yaml.UnsafeLoader

    def read(self, text: str):
        return yaml.load(text, Loader=self.loader)
