"""Scores customers, one CSV file of them at a time."""

import os
from pathlib import Path

import joblib
import pandas as pd


def init():
    """Load the model, once for each worker process."""
    global model, threshold
    model = joblib.load(Path(os.environ["AZUREML_MODEL_DIR"]) / "churn" / "model.joblib")
    threshold = float(os.environ["CHURN_THRESHOLD"])


def run(mini_batch):
    """Return a row for each customer in the files of a mini-batch."""
    if not mini_batch:
        return
    rows = []
    for path in mini_batch:
        customers = pd.read_csv(path)
        probability = model.predict_proba(customers.drop(columns="id"))[:, 1]
        rows += [f"{customer},{p > threshold}" for customer, p in zip(customers["id"], probability)]
    return rows
