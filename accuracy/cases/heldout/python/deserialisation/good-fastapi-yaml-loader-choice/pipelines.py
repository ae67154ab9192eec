import yaml


class PipelineReader:
    loader = yaml.SafeLoader

    def read(self, text: str):
        return yaml.load(text, Loader=self.loader)
