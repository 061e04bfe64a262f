"""Prints the template that CloudFormation gets, so that it can be linted: python transform.py template.yaml

Runs SAM's own transform, as AWS does, with every parameter at its default. Needs aws-sam-translator and no AWS account.
"""

import json
import sys

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        # `sam deploy` puts the code there.
        resource["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
template["Globals"]["Function"].pop("CodeUri")
session = boto3.Session(region_name="us-east-1")
print(json.dumps(Translator({}, Parser(), boto_session=session).translate(template, {}), indent=1))
