#pragma once

// Light: what the scanner's lamp or the room's light and the sensor make of a picture. Pictures are BGR.

#include <opencv2/core.hpp>

#include "tests/scanlab/paper_shape.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

// Falls off towards an edge.
void shadeTowardsEdge(cv::Mat& picture, const Profile& profile, Random& random);
void addSpeckles(cv::Mat& picture, const Profile& profile, Random& random);
void addNoise(cv::Mat& picture, const Profile& profile, Random& random);
// A fold's dark line.
void darkenCreases(cv::Mat& picture, const PaperShape& shape, const View& view, double width, double height);
// The two sides of every wrinkle catch different light.
void shadeWrinkles(cv::Mat& picture, const PaperShape& shape, const View& view);
// A room: light from one side, a vignette, a hand's or the camera's soft shadow, a colour cast.
void lightRoom(cv::Mat& picture, const Profile& profile, Random& random);
// Dirt on the glass or a dead sensor: lines along the feed, over the whole length.
void addStreaks(cv::Mat& picture, const Profile& profile, Random& random);
// A fax loses and repeats rows.
void loseRows(cv::Mat& picture, Random& random);
// What lies under a photographed page: wood, cloth, stone, a plain table.
cv::Mat desk(cv::Size size, Random& random);

}  // namespace toitsu::scanlab
