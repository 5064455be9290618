"""What the peers of the evidence library do, each in the peers' own environment: python -m ... JOB IN.npz OUT.npz."""

import pathlib
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def peak_megabytes():
    """Return this process's own peak; getrusage would count the parent's before exec."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def frames(a):
    import pandas as pd

    demand = pd.DataFrame({"demand": a["demand"].astype(float)}, index=np.arange(len(a["demand"])))
    supply = pd.DataFrame({"supply": a["supply"].astype(float)}, index=np.arange(len(a["supply"])))
    cost = pd.DataFrame({"origin": a["row"], "dest": a["column"], "cost": a["cost"]})
    demand.index.name = supply.index.name = "geoid"
    return demand, supply, cost


def pairs(a):
    """PySAL access: the table of distances within a threshold."""
    import access
    import geopandas as gpd

    def points(xy, name, values):
        at = gpd.points_from_xy(xy[:, 0], xy[:, 1])
        return gpd.GeoDataFrame({"geoid": np.arange(len(xy)), name: values}, geometry=at, crs="EPSG:27700")

    demand = points(a["origins"], "demand", np.ones(len(a["origins"])))
    supply = points(a["sites"], "supply", np.ones(len(a["sites"])))

    def work():
        table = access.Access(
            demand_df=demand, demand_index="geoid", demand_value="demand",
            supply_df=supply, supply_index="geoid", supply_value="supply",
        )  # fmt: skip
        table.create_euclidean_distance(name="euclidean", threshold=float(a["km"]) * 1000)
        return table.cost_df

    seconds, found = timed(work)
    return seconds, {"number": len(found), "total": float(found["euclidean"].sum())}


def e2sfca(a):
    from access.fca import two_stage_fca
    from access.weights import gaussian

    demand, supply, cost = frames(a)
    seconds, found = timed(lambda: two_stage_fca(demand, supply, cost, weight_fn=gaussian(float(a["width"]))))
    return seconds, {"access": found.reindex(np.arange(len(a["demand"]))).fillna(0).to_numpy()}


def raam(a):
    from access.raam import raam as theirs

    demand, supply, cost = frames(a)
    seconds, found = timed(
        lambda: theirs(
            demand.reset_index(), supply.reset_index(), cost, demand_index="geoid", supply_index="geoid",
            tau=float(a["tau"]), max_cycles=150,
        )
    )  # fmt: skip
    return seconds, {"cost": found.reindex(np.arange(len(a["demand"]))).to_numpy()}


def moran(a):
    from esda.moran import Moran_Local
    from libpysal.weights import KNN

    weights = KNN.from_array(a["places"], k=int(a["k"]))
    weights.transform = "r"
    Moran_Local(a["values"][:500], KNN.from_array(a["places"][:500], k=8), permutations=99)
    seconds, found = timed(
        lambda: Moran_Local(a["values"], weights, permutations=int(a["permutations"]), n_jobs=1, seed=1)
    )
    return seconds, {"statistic": found.Is, "p": found.p_sim, "quadrant": found.q}


def _located(a, kind):
    import pulp
    from spopt.locate import LSCP, MCLP, PMedian

    km, demand = a["km"], a["demand"].astype(float)

    def work():
        if kind == "mclp":
            model = MCLP.from_cost_matrix(km, demand, float(a["reach"]), p_facilities=int(a["number"]))
        elif kind == "lscp":
            model = LSCP.from_cost_matrix(km, float(a["reach"]))
        else:
            model = PMedian.from_cost_matrix(km, demand, p_facilities=int(a["number"]))
        return model.solve(pulp.HiGHS(msg=False, timeLimit=float(a["limit"])), results=False)

    seconds, model = timed(work)
    return seconds, {"objective": float(model.problem.objective.value()), "optimal": model.problem.status == 1}


def mclp(a):
    return _located(a, "mclp")


def lscp(a):
    return _located(a, "lscp")


def pmedian(a):
    return _located(a, "pmedian")


def pooling(a):
    from statsmodels.stats.meta_analysis import combine_effects

    seconds, found = timed(lambda: combine_effects(a["effects"], a["variances"], method_re="dl", use_t=True))
    low, high = found.conf_int(alpha=0.05, use_t=True)[3]
    return seconds, {"figures": [found.mean_effect_re, found.sd_eff_w_re_hksj, found.tau2, low, high]}


def opinion(a):
    from reddwarf.implementations.polis import run_pipeline

    votes = [
        {"participant_id": int(i), "statement_id": int(j), "vote": int(a["votes"][i, j])}
        for i, j in np.argwhere(~np.isnan(a["votes"]))
    ]
    run_pipeline(votes=votes[:2000], max_group_count=5, random_state=1)
    seconds, found = timed(lambda: run_pipeline(votes=votes, max_group_count=5, random_state=1))
    places = np.array([found.participant_projections[i] for i in range(len(a["votes"]))])
    return seconds, {"places": places, "group": np.asarray(found.clusterer.labels_)}


def argus(a):
    """Tau-Argus OPT on microdata, one child a row, with the frequency rule."""
    import tempfile

    from pytauargus import protect

    rows, columns = np.nonzero(a["table"])
    many = a["table"][rows, columns].astype(int)
    micro = {
        "Area": [f"a{i:04d}" for i in np.repeat(rows, many)],
        "Stage": [f"k{j:03d}" for j in np.repeat(columns, many)],
        "Children": [1.0] * int(many.sum()),
    }
    with tempfile.TemporaryDirectory() as folder:
        seconds, found = timed(
            lambda: protect(
                micro,
                ["Area", "Stage"],
                response="Children",
                safety_rules="FREQ(5,100)",
                suppress="OPT(1)",
                workdir=folder,
            )
        )
        safe = found.tables[0].safe()
    return seconds, {"withheld": int(sum(1 for cell in safe if str(cell).strip().lower() == "x"))}


def timed(work):
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


if __name__ == "__main__":
    with np.load(sys.argv[2]) as given:
        arrays = {name: given[name] for name in given.files}
    took, answer = globals()[sys.argv[1]](arrays)
    np.savez(sys.argv[3], seconds=took, megabytes=peak_megabytes(), **answer)
