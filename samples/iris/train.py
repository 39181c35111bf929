"""Trains a classifier on the iris data that scikit-learn brings, and says how good it is and with what it was made."""

import json
import platform

import numpy
import sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

SEED = 20

features, species = load_iris(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(
    features, species, test_size=0.3, random_state=SEED, stratify=species
)
model = LogisticRegression(max_iter=1000).fit(train_x, train_y)

print(
    json.dumps(
        {
            "accuracy": round(model.score(test_x, test_y), 3),
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
        }
    )
)
